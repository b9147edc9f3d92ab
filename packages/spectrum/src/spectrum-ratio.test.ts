import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden, largestDifference } from './golden.fixture.ts';
import { GroupSpectrum, scopeMeanSpectrum } from './mean-spectrum.ts';
import { PairedSpectra, ScopeRatio } from './spectrum-ratio.ts';

interface Rows {
  a: number[][];
  b: number[][];
}

function ratioOf(groups: readonly Rows[], bins = groups[0]?.a[0]?.length ?? 1) {
  const scope = new ScopeRatio(new Float64Array(bins));
  for (const { a, b } of groups) {
    const group = new PairedSpectra(bins);
    a.forEach((row, k) => {
      group.add(row, b[k]!);
    });
    scope.addGroup(group);
  }
  return scope.ratio();
}

function meanOf(groups: readonly number[][][]): Float64Array {
  const sums = groups.map((rows) => {
    const sum = new GroupSpectrum(2);
    for (const row of rows) sum.add(row);
    return sum;
  });
  return scopeMeanSpectrum(sums, new Float64Array(2))!.mean;
}

const row = fc.tuple(fc.double({ min: 0.1, max: 9, noNaN: true }), fc.double({ min: 0.1, max: 9, noNaN: true }));
const groupsOfRows = fc
  .array(fc.array(fc.tuple(row, row), { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .map((groups) => groups.map((pairs): Rows => ({ a: pairs.map(([a]) => [...a]), b: pairs.map(([, b]) => [...b]) })));

describe('the ratio of mean spectra', () => {
  test.each(golden.spectrumRatios)("is the reference's, with its bounds, to 1e-12: case %#", (known) => {
    const got = ratioOf(known.groups)!;
    for (const field of ['ratio', 'lower', 'upper'] as const)
      expect(largestDifference(got[field]!, known[field])).toBeLessThan(1e-12);
  });

  test('is the quotient of the means of the scope, each group weighing the same', () => {
    fc.assert(
      fc.property(groupsOfRows, (groups) => {
        const [meanA, meanB] = [meanOf(groups.map(({ a }) => a)), meanOf(groups.map(({ b }) => b))];
        const { ratio } = ratioOf(groups)!;
        expect(
          largestDifference(
            ratio,
            meanB.map((b, k) => b / meanA[k]!),
          ),
        ).toBeLessThan(1e-11);
      }),
    );
  });

  test('of a spectrum to itself is 1, its bounds too', () => {
    fc.assert(
      fc.property(groupsOfRows, (groups) => {
        const got = ratioOf(groups.map(({ a }) => ({ a, b: a })))!;
        for (const values of [got.ratio, got.lower!, got.upper!]) expect([...values]).toEqual([1, 1]);
      }),
    );
  });

  test('of proportional spectra is the factor, and no bound is missing', () => {
    fc.assert(
      fc.property(groupsOfRows, fc.double({ min: 0.1, max: 9, noNaN: true }), (groups, factor) => {
        const got = ratioOf(
          groups.map(({ a }) => ({ a, b: a.map((values) => values.map((value) => factor * value)) })),
        )!;
        for (const values of [got.ratio, got.lower!, got.upper!])
          expect(largestDifference(values, [factor, factor], factor)).toBeLessThan(1e-5);
      }),
    );
  });

  test('carries its axis and the number of paths of all groups, with bounds and without', () => {
    const axis = Float64Array.of(0.25);
    const scope = new ScopeRatio(axis);
    for (const count of [3, 2, 1]) {
      const group = new PairedSpectra(1);
      for (let k = 0; k < count; k++) group.add([1 + k], [2 + k]);
      scope.addGroup(group);
      scope.addGroup(new PairedSpectra(1));
      expect(scope.ratio()).toMatchObject({ frequency: axis, pathCount: { 3: 3, 2: 5, 1: 6 }[count] });
    }
    expect(scope.ratio()).toMatchObject({ lower: null, upper: null });
  });

  test('has no bounds where a group has one path, and is not there without paths', () => {
    expect(ratioOf([{ a: [[2]], b: [[3]] }])).toMatchObject({ ratio: Float64Array.of(1.5), lower: null, upper: null });
    expect(ratioOf([])).toBeNull();
    expect(ratioOf([{ a: [], b: [] }])).toBeNull();
  });

  test('is NaN in a bin where the other is 0, or what rounding left of it', () => {
    const b = [
      [1, 1, 1],
      [1, 2, 3],
    ];
    const a = [
      [0, 1e-17, 1],
      [0, 2e-17, 2],
    ];
    const { ratio, lower } = ratioOf([{ a, b }])!;
    expect([...ratio]).toEqual([Number.NaN, Number.NaN, 4 / 3]);
    expect(Array.from(lower!, Number.isNaN)).toEqual([true, true, false]);
  });

  test('is the same of spectra a billion times smaller, and NaN where there is nothing to divide by', () => {
    expect([...ratioOf([{ a: [[1e-9, 4e-9]], b: [[3e-9, 2e-9]] }])!.ratio]).toEqual([3, 0.5]);
    expect([...ratioOf([{ a: [[0, 0]], b: [[1, 0]] }])!.ratio]).toEqual([Number.NaN, Number.NaN]);
  });

  test('rows of unequal length are refused', () => {
    expect(() => new PairedSpectra(3).add([1, 2, 3], [1])).toThrow('rows must have 3 bins; got 3 and 1');
    expect(() => new PairedSpectra(3).add([1], [1, 2, 3])).toThrow('rows must have 3 bins; got 1 and 3');
  });
});
