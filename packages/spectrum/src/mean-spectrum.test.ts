import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scopeEstimate } from './estimate.ts';
import { golden, largestDifference } from './golden.fixture.ts';
import { frequencyAxis, GroupSpectrum, resampleSpectrum, scopeMeanSpectrum } from './mean-spectrum.ts';
import { type SpectrumEstimator, spectrum } from './spectrum.ts';

const { groups, classes, cases } = golden.meanSpectra;

function groupOf(
  paths: (typeof groups)[number],
  estimator: SpectrumEstimator,
  step: number,
  bins: number,
): GroupSpectrum {
  const group = new GroupSpectrum(bins);
  for (const { samples, probabilities } of paths) {
    const f = spectrum(Float64Array.from(probabilities), classes, estimator);
    group.add(resampleSpectrum(f, samples, estimator, step, bins));
  }
  return group;
}

describe('the reference', () => {
  test.each(cases)("$estimator, step $step: a group's mean and standard error to 1e-12", (known) => {
    const group = groupOf(groups[2]!, known.estimator, known.step, known.bins);
    expect(largestDifference(group.mean, known.groupMean)).toBeLessThan(1e-12);
    const errors = group.squares.map((squares) => Math.sqrt(squares / (group.count - 1) / group.count));
    expect(largestDifference(errors, known.groupStandardError)).toBeLessThan(1e-12);
  });

  test.each(cases)(
    "$estimator, step $step: a scope's mean and bounds of every bin to 1e-11, its axis to 1e-15",
    (known) => {
      const axis = frequencyAxis(known.step, known.bins);
      const all = groups.map((paths) => groupOf(paths, known.estimator, known.step, known.bins));
      const got = scopeMeanSpectrum(all, axis)!;
      expect(largestDifference(got.frequency, known.frequency)).toBeLessThan(1e-15);
      expect(largestDifference(got.mean, known.scope.mean)).toBeLessThan(1e-11);
      expect(largestDifference(got.lower!, known.scope.lower)).toBeLessThan(1e-11);
      expect(largestDifference(got.upper!, known.scope.upper)).toBeLessThan(1e-11);
      expect(got.pathCount).toBe(9);
    },
  );
});

describe('resampleSpectrum', () => {
  test('on the bins of the path itself it reads the bins, divided by the number of samples', () => {
    const f = [8, 4, 2, 1, 0.5];
    expect(
      largestDifference(
        resampleSpectrum(f, 8, 'PERIODOGRAM', 1, 5),
        f.map((value) => value / 8),
      ),
    ).toBeLessThan(1e-15);
  });

  test('mirrored it divides by twice the number of samples', () => {
    expect(Array.from(resampleSpectrum([8, 8, 8, 8, 8], 4, 'MIRRORED', 1, 3))).toEqual([1, 1, 1]);
  });

  test('past the last bin of the path its last value counts', () => {
    // Five samples: bins at 0, 0.2 and 0.4 cycles; the axis ends at 0.5.
    const row = resampleSpectrum([5, 10, 20], 5, 'PERIODOGRAM', 1, 11);
    expect(row.slice(8).every((value) => value === 4)).toBe(true);
    expect(row[7]).toBeCloseTo(3.5, 12);
  });

  test('with a fixed number of samples and step 1 / samples the axis is in cycles per path', () => {
    expect(Array.from(frequencyAxis(1 / 20, 11))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('the axis ends at half a cycle a step, exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 9, noNaN: true }), fc.integer({ min: 2, max: 300 }), (step, bins) => {
        expect(frequencyAxis(step, bins).at(-1)).toBe(0.5 / step);
      }),
    );
  });

  test('no row is above the largest or below the smallest value', () => {
    const f = fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(f, fc.integer({ min: 1, max: 90 }), (values, bins) => {
        const samples = 2 * (values.length - 1);
        const row = resampleSpectrum(values, samples, 'PERIODOGRAM', 0.5, bins);
        expect(Math.max(...row)).toBeLessThanOrEqual(Math.max(...values) / samples + 1e-12);
        expect(Math.min(...row)).toBeGreaterThanOrEqual(Math.min(...values) / samples - 1e-12);
      }),
    );
  });

  test('paths of fewer than 4 samples, other lengths and no bins are refused', () => {
    expect(() => resampleSpectrum([1, 1], 3, 'PERIODOGRAM', 1, 65)).toThrow('at least 4 samples; got 3');
    expect(() => resampleSpectrum([1, 1], 8, 'PERIODOGRAM', 1, 65)).toThrow(
      'a spectrum of 8 samples has 5 values; got 2',
    );
    expect(() => frequencyAxis(1, 0)).toThrow('bins must be a whole number from 1; got 0');
    expect(() => frequencyAxis(1, 2.5)).toThrow('got 2.5');
  });
});

describe('scopeMeanSpectrum', () => {
  const rowsOf = fc.array(
    fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), { maxLength: 5 }),
    { maxLength: 5 },
  );
  const axis = () => frequencyAxis(1, 3);

  test('each bin is the estimate of its values over the scope', () => {
    fc.assert(
      fc.property(rowsOf, (scope) => {
        const got = scopeMeanSpectrum(
          scope.map((rows) => {
            const group = new GroupSpectrum(3);
            for (const row of rows) group.add(row);
            return group;
          }),
          axis(),
        );
        for (let k = 0; k < 3; k++) {
          const want = scopeEstimate(scope.map((rows) => rows.map((row) => row[k]!)));
          if (want === null) {
            expect(got).toBeNull();
            return;
          }
          expect(got!.mean[k]!).toBeCloseTo(want.mean, 12);
          if (want.lower === null) expect([got!.lower, got!.upper]).toEqual([null, null]);
          else {
            expect(got!.lower![k]!).toBeCloseTo(want.lower, 11);
            expect(got!.upper![k]!).toBeCloseTo(want.upper!, 11);
          }
          expect(got!.pathCount).toBe(want.count);
        }
      }),
    );
  });

  test('groups may come one by one from a generator', () => {
    function* some() {
      for (const value of [1, 2]) {
        const group = new GroupSpectrum(1);
        group.add([value]);
        group.add([value]);
        yield group;
      }
    }
    expect(scopeMeanSpectrum(some(), frequencyAxis(1, 1))).toMatchObject({ mean: Float64Array.of(1.5), pathCount: 4 });
  });

  test('no path has no spectrum', () => {
    expect(scopeMeanSpectrum([new GroupSpectrum(3)], axis())).toBeNull();
  });

  test('rows of another length are refused', () => {
    expect(() => new GroupSpectrum(3).add([1])).toThrow('rows must have 3 bins; got 1');
  });
});
