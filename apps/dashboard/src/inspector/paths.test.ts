import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideChoices, distinctColours } from './beside.ts';
import { alongDirection, directionKey, directionWords, isExcluded, orderedPaths, samePath } from './paths.ts';

const path = (samples: number, fraction: number) => ({
  samples,
  PERIODOGRAM: fraction,
  MIRRORED: 1 - fraction,
  DISTANCE_POWER: 0,
});
const somePaths = fc.array(
  fc.record({ samples: fc.integer({ min: 0, max: 40 }), fraction: fc.double({ min: 0, max: 1, noNaN: true }) }),
);

describe('the order of paths', () => {
  test('loses none, and has the highest fraction first and those in no mean last', () => {
    fc.assert(
      fc.property(somePaths, (some) => {
        const paths = some.map(({ samples, fraction }) => path(samples, fraction));
        const ordered = orderedPaths(paths, 'PERIODOGRAM');
        expect(new Set(ordered)).toEqual(new Set(paths));
        for (const [k, next] of ordered.slice(1).entries()) {
          const before = ordered[k]!;
          if (isExcluded(before)) expect(isExcluded(next)).toBe(true);
          else if (!isExcluded(next)) expect(before.PERIODOGRAM).toBeGreaterThanOrEqual(next.PERIODOGRAM);
        }
      }),
    );
  });

  test('is that of the estimator chosen', () => {
    const [low, high] = [path(9, 0.1), path(9, 0.4)];
    expect(orderedPaths([low, high], 'PERIODOGRAM')).toEqual([high, low]);
    expect(orderedPaths([high, low], 'MIRRORED')).toEqual([low, high]);
  });
});

test('the same path is between the same images, in as many samples', () => {
  const ends = (a: number, b: number, samples = 20) => ({
    imageA: { index: a },
    imageB: { index: b },
    direction: null,
    samples,
  });
  const others = [ends(2, 1), ends(4, 5, 19), ends(1, 2)];
  const [path, other, shorter] = [ends(1, 2), ends(1, 3), ends(4, 5)];
  expect(samePath(others, shorter, [shorter])).toBeUndefined();
  expect(samePath(others, path, [path])).toBe(others[2]);
  expect(samePath(others, other, [other])).toBeUndefined();
});

test('directions drawn at random are told apart by their place among those of the same image', () => {
  const random = () => ({
    imageA: { index: 1 },
    imageB: null,
    direction: { kind: 'RANDOM', i: null, j: null },
    samples: 64,
  });
  const [own, others] = [
    [random(), random()],
    [random(), random()],
  ];
  expect(samePath(others, own[1]!, own)).toBe(others[1]);
});

test('a direction is named by its cell, one drawn at random by its kind', () => {
  expect(directionKey({ kind: 'FOURIER', i: 14, j: 15 })).toBe('FOURIER:14,15');
  expect(directionKey({ kind: 'RANDOM', i: null, j: null })).toBe('RANDOM');
});

test('paths of a direction are those of its name, all where none is chosen', () => {
  const [random, wave] = [
    { direction: { kind: 'RANDOM', i: null, j: null } },
    { direction: { kind: 'FOURIER', i: 14, j: 15 } },
  ];
  const paths = [random, wave, { direction: null }];
  expect(alongDirection(paths, 'FOURIER:14,15')).toEqual([wave]);
  expect(alongDirection(paths, undefined)).toBe(paths);
});

test('a direction is told by its basis image and frequency, by its weight, or by its kind', () => {
  const none = { i: null, j: null, imageFrequency: null };
  expect(directionWords({ kind: 'FOURIER', i: 14, j: 15, imageFrequency: Math.SQRT2 })).toBe(
    'Fourier (14, 15), 1.4 cycles per image',
  );
  expect(['COMPOSITE_F', 'COMPOSITE_INVERSE_F', 'RANDOM'].map((kind) => directionWords({ kind, ...none }))).toEqual([
    'composite of f²',
    'composite of 1/f²',
    'random',
  ]);
});

describe('measurements beside', () => {
  const of = (id: string, model: string, change: object = {}, seed = 0) => ({
    id,
    seed,
    model: { id: model, name: model },
    provenance: { parameters: JSON.stringify({ path: 'LINEAR', step: 1, samples: null, ...change }) },
  });

  test('are the newest of every other model on the same paths', () => {
    const candidates = [of('new', 'b'), of('old', 'b'), of('own', 'a'), of('c', 'c'), of('half', 'd', { step: 0.5 })];
    expect(besideChoices(candidates, of('mine', 'a')).map(({ id }) => id)).toEqual(['new', 'c']);
  });

  test('have the same seed, which draws the paths', () => {
    expect(besideChoices([of('b', 'b', {}, 1)], of('mine', 'a'))).toEqual([]);
  });

  test('have colours of their own', () => {
    expect(distinctColours([0, 4, 4])).toEqual([0, 4, 1]);
    expect(distinctColours([-1, -1])).toEqual([-1, -1]);
  });
});
