import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Coverage, coverageOf, designsOf } from './coverage.ts';
import { DATASET, NETWORK, readPopulation } from './population.ts';

const committed: { coverages: Coverage[] } = JSON.parse(
  await readFile(new URL('result.json', import.meta.url), 'utf8'),
);

const title = '$scope, $pairsPerGroup pairs a group or precision $precision';

describe('the 95 % bounds of a mean over stored paths of a real network', () => {
  it.each(['WITHIN_CLASS', 'BETWEEN_CLASS'] as const)('were tried on every design %s', async (scope) => {
    const designs = designsOf(await readPopulation(scope));
    const tried = committed.coverages.filter((coverage) => coverage.scope === scope);
    expect(tried.map(({ pairsPerGroup, precision }) => ({ pairsPerGroup, precision }))).toEqual(
      designs.map(({ pairsPerGroup, precision }) => ({ pairsPerGroup, precision })),
    );
    for (const { resamplings } of tried) expect(resamplings).toBe(20_000);
  });

  it.each(committed.coverages)(`contain the mean of all in 94 to 96 % of resamplings: ${title}`, ({ covered }) => {
    expect(covered).toBeGreaterThanOrEqual(0.94);
    expect(covered).toBeLessThanOrEqual(0.96);
  });

  it.each(committed.coverages.filter(({ meanRounds }) => meanRounds < 10))(
    `are what the program gives again: ${title}`,
    async (tried) => {
      const { scope, pairsPerGroup, precision, resamplings } = tried;
      const design = { pairsPerGroup, ...(precision !== undefined && { precision }) };
      expect(coverageOf(scope, await readPopulation(scope), design, resamplings)).toEqual(tried);
    },
  );

  it('are of the network, dataset and command that are named', () =>
    expect(committed).toMatchObject({ command: 'npm run coverage-of-bounds', network: NETWORK, dataset: DATASET }));
});
