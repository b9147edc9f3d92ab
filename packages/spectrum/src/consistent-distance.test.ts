import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consistentDistance, mostLikelyRuns } from './consistent-distance.ts';
import { golden } from './golden.fixture.ts';

const rows = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }), { maxLength: 40 });

test.each(golden.paths)(
  "the consistent distance of $samples samples of $classes classes is the reference's",
  (known) => {
    expect(consistentDistance(known.probabilities, known.classes)).toBe(known.consistentDistance);
  },
);

test('it is the number of samples where the class never changes, and 0 without samples', () => {
  expect(consistentDistance([0.9, 0.1, 0.8, 0.2, 0.6, 0.4], 2)).toBe(3);
  expect(consistentDistance([], 2)).toBe(0);
});

test('of equal probabilities the first class is the most likely', () => {
  expect(mostLikelyRuns([0.5, 0.5, 0.2, 0.8, 0.5, 0.5], 2)).toEqual([
    { classIndex: 0, samples: 1 },
    { classIndex: 1, samples: 1 },
    { classIndex: 0, samples: 1 },
  ]);
});

test('runs add up to the path, neighbours differ, and the first is the consistent distance', () => {
  fc.assert(
    fc.property(rows, (path) => {
      const runs = mostLikelyRuns(path.flat(), 3);
      expect(runs.reduce((sum, run) => sum + run.samples, 0)).toBe(path.length);
      for (let k = 1; k < runs.length; k++) expect(runs[k]!.classIndex).not.toBe(runs[k - 1]!.classIndex);
      expect(runs[0]?.samples ?? 0).toBe(consistentDistance(path.flat(), 3));
    }),
  );
});

test('every sample of a run has its class as the first largest', () => {
  fc.assert(
    fc.property(rows, (path) => {
      const classes = mostLikelyRuns(path.flat(), 3).flatMap((run) =>
        new Array<number>(run.samples).fill(run.classIndex),
      );
      expect(classes).toEqual(path.map((row) => row.indexOf(Math.max(...row))));
    }),
  );
});

test('values that are not whole samples are refused', () => {
  expect(() => consistentDistance([1, 2, 3], 2)).toThrow('probabilities must be 2 a sample; got 3 values');
});
