import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { contextOf, randomImages, wavyClassifier } from '../test-images.ts';
import { groupsOf, scopeOf } from './groups.ts';
import { measurePathSpectrum } from './measure.ts';
import { parsePathSpectrumParameters } from './parameters.ts';
import { halfWidthOf } from './precision.ts';
import { PathSummary } from './summary.ts';
import type { PathRecord, PathScope } from './types.ts';

const images = randomImages(60, { imageShape: [4, 4, 1] });

async function measured(input: Record<string, unknown>, roundsHeld = 100): Promise<PathRecord[]> {
  const { parameters } = parsePathSpectrumParameters({ samples: 12, ...input }, datasetFacts(images));
  if (!parameters) throw new Error('the parameters must be right');
  const paths: PathRecord[] = [];
  const context = contextOf(wavyClassifier(3), images);
  for await (const some of measurePathSpectrum(parameters, context, { roundsHeld })) paths.push(...some);
  return paths;
}

function halfWidth(paths: readonly PathRecord[], scope: PathScope): number {
  const groups = groupsOf({ scopes: [scope], classes: null, classPairs: null, seed: 0 }, datasetFacts(images));
  const summary = new PathSummary(groups, { cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS', step: 1 });
  for (const path of paths) if (scopeOf(path) === scope) summary.add(path);
  const { lower, upper } = summary.scopeEstimates(scope)?.PERIODOGRAM ?? { lower: null, upper: null };
  return halfWidthOf({ lower, upper });
}

const roundsOf = (paths: readonly PathRecord[], scope: PathScope): number =>
  Math.max(...paths.filter((path) => scopeOf(path) === scope).map(({ round }) => round)) + 1;

/** How many rounds came at a time, and what was said of images that are done. */
async function rounds(input: Record<string, unknown>, roundsHeld: number): Promise<{ held: number[]; done: number[] }> {
  const { parameters } = parsePathSpectrumParameters({ samples: 12, ...input }, datasetFacts(images));
  if (!parameters) throw new Error('the parameters must be right');
  const held: number[] = [];
  const done: number[] = [];
  const context = contextOf(wavyClassifier(3), images, { onProgress: (count) => done.push(count) });
  // Six groups.
  for await (const some of measurePathSpectrum(parameters, context, { roundsHeld })) held.push(some.length / 6);
  return { held, done };
}

test('without precision as many rounds come at a time as may be held, and the images that are done add up', async () => {
  const { held, done } = await rounds({ pairsPerGroup: 7 }, 3);
  expect(held).toEqual([3, 3, 1]);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(7 * 6 * 12);
});

test('nobody needs to listen how many images are done', async () => {
  expect(await measured({ pairsPerGroup: 2 }, 1)).toHaveLength(12);
});

describe('precision', () => {
  test('has a quarter more rounds at a time once the least are there, so that little is thrown away', async () => {
    const input = { pairsPerGroup: 21, precision: 1e-9 };
    expect((await rounds(input, 100)).held).toEqual([8, 2, 2, 3, 3, 3]);
    expect((await rounds(input, 5)).held).toEqual([5, 3, 2, 2, 3, 3, 3]);
    expect((await rounds({ ...input, pairsPerGroup: 3 }, 1)).held).toEqual([1, 1, 1]);
  });

  test('stops each scope at the end of the first round at which its half-width was small enough four times in a row', async () => {
    const precision = 0.02;
    const all = await measured({ pairsPerGroup: 80 });
    const kept = await measured({ pairsPerGroup: 80, precision });
    for (const scope of ['WITHIN_CLASS', 'BETWEEN_CLASS'] as const) {
      const rounds = roundsOf(kept, scope);
      const upTo = (end: number): PathRecord[] => all.filter(({ round }) => round < end);
      const isPrecise = (end: number): boolean => end >= 5 && halfWidth(upTo(end), scope) <= precision;
      const stopsAt = (end: number): boolean => [0, 1, 2, 3].every((before) => isPrecise(end - before));
      expect(stopsAt(rounds)).toBe(true);
      for (let end = 5; end < rounds; end++) expect(stopsAt(end)).toBe(false);
      const own = (paths: readonly PathRecord[]): PathRecord[] => paths.filter((path) => scopeOf(path) === scope);
      expect(own(kept)).toEqual(own(upTo(rounds)));
    }
  });
  test('keeps the same paths however many rounds are run at a time', async () => {
    const one = await measured({ pairsPerGroup: 60, precision: 0.03 }, 1);
    expect(await measured({ pairsPerGroup: 60, precision: 0.03 }, 100)).toEqual(one);
  });
  test('takes at least eight rounds, the fifth being the first that is looked at, and at most the cap', async () => {
    expect(roundsOf(await measured({ pairsPerGroup: 30, precision: 10 }), 'WITHIN_CLASS')).toBe(8);
    expect(roundsOf(await measured({ pairsPerGroup: 7, precision: 1e-9 }), 'WITHIN_CLASS')).toBe(7);
  });
});
