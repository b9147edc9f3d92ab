import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClassRun, changesOf, leaderAt, segmentsOf } from './class-runs.ts';

const run = (index: number, samples: number): ClassRun => ({ class: { index, name: `class ${index}` }, samples });

const someRuns = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 9 })
  .map((runs) => runs.filter(([index], k) => k === 0 || runs[k - 1]?.[0] !== index).map(([i, n]) => run(i, n)));

describe('the runs of a path', () => {
  test('cover its samples, each once', () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const samples = runs.reduce((sum, { samples: some }) => sum + some, 0);
        const covered = segmentsOf(runs).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, k) => first + k),
        );
        expect(covered).toEqual(Array.from({ length: samples }, (_, k) => k));
      }),
    );
  });

  test('meet in one change less than there are runs, each between the two samples that differ', () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const changes = changesOf(runs);
        expect(changes).toHaveLength(runs.length - 1);
        for (const { from, to, at } of changes) {
          expect(leaderAt(runs, at - 0.5)).toEqual(from);
          expect(leaderAt(runs, at + 0.5)).toEqual(to);
        }
      }),
    );
  });

  test('of a path without samples are none, and change nowhere', () => {
    expect([segmentsOf([]), changesOf([]), leaderAt([], 0)]).toEqual([[], [], undefined]);
  });

  test('change at 3.5 where the first is 4 samples long', () => {
    expect(changesOf([run(0, 4), run(6, 13)]).map(({ at }) => at)).toEqual([3.5]);
  });
});
