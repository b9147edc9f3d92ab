import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Coverage, coverageOf, designsOf } from './coverage.ts';
import { readPopulation } from './population.ts';

const committed: { coverages: Coverage[] } = JSON.parse(
  await readFile(new URL('result.json', import.meta.url), 'utf8'),
);

/** Stopped so early, bounds of a normal mean are a little narrow: the stop prefers samples whose spread came out small. */
const EARLY_ROUNDS = 15;

describe('the 95 % bounds of a mean over stored paths of a real network', () => {
  it.each(['WITHIN_CLASS', 'BETWEEN_CLASS'] as const)('were tried on every design %s', async (scope) => {
    const designs = designsOf(await readPopulation(scope));
    const tried = committed.coverages.filter((coverage) => coverage.scope === scope);
    expect(tried.map(({ pairsPerGroup, precision }) => ({ pairsPerGroup, precision }))).toEqual(
      designs.map(({ pairsPerGroup, precision }) => ({ pairsPerGroup, precision })),
    );
    for (const { resamplings } of tried) expect(resamplings).toBe(20_000);
  });

  it.each(committed.coverages)(
    'contain the mean of all: $scope, $pairsPerGroup pairs a group or precision $precision',
    ({ covered, precision, meanRounds }) => {
      const early = precision !== undefined && meanRounds < EARLY_ROUNDS;
      expect(covered).toBeGreaterThanOrEqual(early ? 0.925 : 0.94);
      expect(covered).toBeLessThanOrEqual(0.96);
    },
  );

  it('are what the program gives again', async () => {
    const [first] = committed.coverages;
    const scope = 'WITHIN_CLASS';
    const population = await readPopulation(scope);
    const again = coverageOf(scope, population, { pairsPerGroup: first?.pairsPerGroup ?? 0 }, 20_000);
    expect(again).toEqual(first);
  });
});
