import { estimate, fractionAbove, scopeEstimate } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { PathSummary } from './summary.ts';
import type { PathRecord } from './types.ts';

function path(
  classA: number,
  classB: number,
  periodogram: number[],
  samples = 2 * (periodogram.length - 1),
): PathRecord {
  const spectrum = Float32Array.from(periodogram);
  return {
    ...{ classA, classB, round: 0, imageA: 0, imageB: 1, samples, length: samples - 0.5 },
    ...{ consistentDistance: samples, mostLikely: [], curves: null },
    spectra: { PERIODOGRAM: spectrum, MIRRORED: spectrum, DISTANCE_POWER: spectrum },
  };
}

const groups = [
  { classA: 0, classB: 0 },
  { classA: 1, classB: 1 },
];
const options = { cutoff: 0.5, cutoffUnit: 'SHARE_OF_BINS', step: 1 } as const;

test('a scope is estimated from its groups, each weighing the same', () => {
  const summary = new PathSummary(groups, options);
  const fractions = [
    [summary.add(path(0, 0, [3, 0, 1, 0])), summary.add(path(0, 0, [1, 0, 1, 0]))],
    [
      summary.add(path(1, 1, [4, 0, 1, 0])),
      summary.add(path(1, 1, [1, 0, 2, 1])),
      summary.add(path(1, 1, [1, 0, 0, 1])),
    ],
  ].map((group) => group.map(({ PERIODOGRAM }) => PERIODOGRAM));
  expect(fractions).toEqual([
    [0.25, 0.5],
    [0.2, 0.5, 0],
  ]);
  expect(summary.scopeEstimates('WITHIN_CLASS')?.PERIODOGRAM).toEqual(scopeEstimate(fractions));
  expect(summary.estimatesOf(groups[0]!).PERIODOGRAM).toEqual(estimate(fractions[0]!));
});

test('paths of fewer than 4 samples are in no mean, and are counted', () => {
  const summary = new PathSummary(groups, options);
  summary.add(path(0, 0, [1, 1], 3));
  summary.add(path(0, 0, [], 0));
  expect(summary.excludedPaths).toBe(2);
  expect(summary.imagesEvaluated).toBe(3);
  expect(summary.estimatesOf(groups[0]!).MIRRORED).toEqual({
    ...{ mean: null, standardDeviation: null, standardError: null, lower: null, upper: null, count: 0 },
  });
});

test('a scope that was not measured has no estimates', () => {
  expect(new PathSummary(groups, options).scopeEstimates('BETWEEN_CLASS')).toBeNull();
});

test("a cutoff in cycles per distance goes by the step, or by each path's own with a fixed number of samples", () => {
  const values = [1, 2, 3, 4];
  const by = (step: number | null) =>
    new PathSummary(groups, { cutoff: 0.2, cutoffUnit: 'CYCLES_PER_DISTANCE', step }).add(path(0, 0, values))
      .PERIODOGRAM;
  expect(by(1)).toBe(fractionAbove(values, 1 / 6, 0.2));
  expect(by(null)).toBe(fractionAbove(values, 1 / 5.5, 0.2));
});

test('paths along directions are estimated by direction, each class weighing the same', () => {
  const directed = [0, 1].flatMap((direction) => [0, 1].map((index) => ({ classA: index, classB: index, direction })));
  const summary = new PathSummary(directed, options);
  const ofFirst = [
    [3, 0, 1, 0],
    [1, 0, 1, 0],
  ].map((values, index) => [0, 1].map(() => summary.add({ ...path(index, index, values), direction: 0 }).PERIODOGRAM));
  const ofSecond = [
    [4, 0, 1, 0],
    [1, 0, 2, 1],
  ].map((values, index) => [0, 1].map(() => summary.add({ ...path(index, index, values), direction: 1 }).PERIODOGRAM));
  expect(summary.directionEstimates(0)?.PERIODOGRAM).toEqual(scopeEstimate(ofFirst));
  expect(summary.directionEstimates(1)?.PERIODOGRAM).toEqual(scopeEstimate(ofSecond));
  expect(summary.directionEstimates(2)).toBeNull();
  expect(summary).toMatchObject({ pathCount: 8, excludedPaths: 0, imagesEvaluated: 48 });
});

test('a path without a length is of length 1', () => {
  const values = [1, 2, 3, 4];
  const summary = new PathSummary(groups, { cutoff: 2, cutoffUnit: 'CYCLES_PER_DISTANCE', step: null });
  expect(summary.add({ ...path(0, 0, values), length: null }).PERIODOGRAM).toBe(fractionAbove(values, 1, 2));
});

test('a path of another group is refused', () => {
  expect(() => new PathSummary(groups, options).add(path(0, 1, [1, 1, 1]))).toThrow('one of the groups; got 0/1');
});
