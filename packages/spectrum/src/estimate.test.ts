import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Estimate, estimate, estimateOf, ScopeMoments, scopeEstimate } from './estimate.ts';
import { estimatesDiffer, golden } from './golden.fixture.ts';
import { Moments } from './moments.ts';
import { paired, pairedScope } from './paired.ts';

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { maxLength: 40 });

/** Equal to rounding; of spread that is rounding alone, no digits are promised. */
function same(a: Estimate | null, b: Estimate | null): void {
  expect(estimatesDiffer(a, b, 1e-9)).toEqual([]);
}

describe('estimate', () => {
  test.each(golden.estimates)("the reference's to 1e-12: case %#", ({ values: given, expected }) => {
    expect(estimatesDiffer(estimate(given), expected, 1e-12)).toEqual([]);
  });

  test('the example of its docstring', () => {
    const got = estimate([1, 2, 3])!;
    expect([got.mean, got.standardDeviation, got.count]).toEqual([2, 1, 3]);
    expect(got.standardError).toBeCloseTo(0.5773502691896258, 14);
    expect(got.lower).toBeCloseTo(-0.484137711, 8);
  });

  test('of no values there is none; of one there are no bounds', () => {
    expect(estimate([])).toBeNull();
    expect(estimate([3])).toEqual({
      mean: 3,
      standardDeviation: null,
      standardError: null,
      lower: null,
      upper: null,
      count: 1,
    });
  });

  test('the order of the values does not matter', () => {
    fc.assert(fc.property(values, (v) => same(estimate(v), estimate(v.toSorted((a, b) => a - b)))));
  });

  test('shifting all values shifts mean and bounds, and leaves the spread', () => {
    const [a, b] = [estimate([1, 2, 4, 9])!, estimate([1e8 + 1, 1e8 + 2, 1e8 + 4, 1e8 + 9])!];
    expect(b.mean - 1e8).toBeCloseTo(a.mean, 7);
    expect(b.standardDeviation).toBeCloseTo(a.standardDeviation!, 7);
  });

  test.each([Number.NaN, Infinity])('a value of %d is refused', (value) => {
    expect(() => estimate([1, value])).toThrow(`values of an estimate must be finite; got ${value}`);
  });
});

describe('Moments', () => {
  test('parts that are merged give what all values one by one give', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const merged = Moments.of(a);
        merged.merge(Moments.of(b));
        merged.merge(Moments.of(c));
        same(estimateOf(merged), estimate([...a, ...b, ...c]));
      }),
    );
  });

  test('a part without values changes nothing, an empty whole neither', () => {
    const [none, some] = [new Moments(), Moments.of([1, 4])];
    none.merge(new Moments());
    some.merge(none);
    expect(none).toEqual(new Moments());
    expect(some).toEqual(Moments.of([1, 4]));
  });

  test('of fewer than two values there is no variance', () => {
    expect([Moments.of([]).variance, Moments.of([3]).variance]).toEqual([Number.NaN, Number.NaN]);
  });

  test('values that differ in the ninth digit keep their variance', () => {
    expect(Moments.of([1e9, 1e9 + 1, 1e9 + 2]).variance).toBe(1);
  });
});

describe('scopeEstimate', () => {
  test.each(golden.scopes)("the reference's to 1e-12: case %#", ({ groups, expected }) => {
    expect(estimatesDiffer(scopeEstimate(groups), expected, 1e-12)).toEqual([]);
  });

  test('of one group it is the group’s own estimate', () => {
    fc.assert(fc.property(values, (v) => same(scopeEstimate([v]), estimate(v))));
  });

  test('each group weighs the same, however many values it has', () => {
    expect(scopeEstimate([[1, 1], new Array<number>(100).fill(3)])?.mean).toBe(2);
  });

  test('the order of groups and values does not matter, and groups without values are left out', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), (groups) => {
        const turned = [[], ...groups.toReversed().map((group) => group.toReversed()), []];
        same(scopeEstimate(turned), scopeEstimate(groups));
      }),
    );
  });

  test('groups that are streamed give what lists give', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 6 }), (groups) => {
        const scope = new ScopeMoments();
        for (const group of groups) {
          const moments = new Moments();
          for (const value of group) moments.add(value);
          scope.addGroup(moments);
        }
        same(scope.estimate(), scopeEstimate(groups));
      }),
    );
  });

  test('where a group has one value only, there are no bounds', () => {
    expect(scopeEstimate([[1, 2, 3], [4]])).toMatchObject({
      mean: 3,
      standardError: null,
      lower: null,
      upper: null,
      count: 4,
    });
  });

  test('no group has no estimate', () => {
    expect(scopeEstimate([])).toBeNull();
    expect(scopeEstimate([[], []])).toBeNull();
  });

  test('the bounds of stratified samples hold the true mean in about 95 % of cases', () => {
    // A fixed congruential sequence: the test is the same every time.
    let state = 12345;
    const uniform = () => {
      state = (state * 1664525 + 1013904223) % 2 ** 32;
      return state / 2 ** 32;
    };
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const groups = [1, 2, 3, 4].map((mean) => Array.from({ length: 8 }, () => mean + normal()));
      const { lower, upper } = scopeEstimate(groups)!;
      if (lower! <= 2.5 && 2.5 <= upper!) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.94);
    expect(covered / 4000).toBeLessThan(0.96);
  });
});

describe('paired', () => {
  test.each(golden.paired)(
    "the reference's difference and p value to 1e-11: case %#",
    ({ a, b, difference, pValue }) => {
      const got = paired(a, b);
      expect(estimatesDiffer(got.difference, difference, 1e-11)).toEqual([]);
      expect(Math.abs(got.pValue! - pValue)).toBeLessThan(1e-11);
    },
  );

  test("the reference's difference of a scope and its p value to 1e-11", () => {
    const known = golden.pairedScope;
    const got = pairedScope(known.groups);
    expect(estimatesDiffer(got.difference, known.difference, 1e-11)).toEqual([]);
    expect(Math.abs(got.pValue! - known.pValue)).toBeLessThan(1e-11);
  });

  test('the other way round the difference changes its sign, and p does not change', () => {
    const [there, back] = [paired([1, 2, 5], [2, 4, 4]), paired([2, 4, 4], [1, 2, 5])];
    expect(back.difference!.mean).toBeCloseTo(-there.difference!.mean, 14);
    expect(back.pValue).toBeCloseTo(there.pValue!, 14);
  });

  test('equal measurements have no p value, ones that differ by a constant have 0', () => {
    expect(paired([1, 2, 3], [1, 2, 3]).pValue).toBeNull();
    expect(paired([1, 2, 3], [2, 3, 4]).pValue).toBe(0);
  });

  test('one pair has a difference without p value, none has neither', () => {
    expect(paired([1], [3])).toMatchObject({ difference: { mean: 2, count: 1 }, pValue: null });
    expect(paired([], [])).toEqual({ difference: null, pValue: null });
    expect(pairedScope([])).toEqual({ difference: null, pValue: null });
  });

  test('unequal numbers are refused', () => {
    expect(() => paired([1], [1, 2])).toThrow('paired values must be as many on both sides; got 1 and 2');
  });
});
