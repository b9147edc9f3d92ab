import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BoundedValue, pearson, ranks, spearman, withinGroups } from './correlation.ts';
import { golden, largestDifference } from './golden.fixture.ts';
import { regression } from './regression.ts';
import { wilson } from './wilson.ts';

const bounded = (value: BoundedValue | null) => [value!.value, value!.lower ?? Number.NaN, value!.upper ?? Number.NaN];
const points = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 4,
  maxLength: 30,
});

describe('the reference', () => {
  test.each(golden.correlations)('pearson and its bounds to 1e-12: case %#', (known) => {
    expect(largestDifference(bounded(pearson(known.x, known.y)), known.pearson)).toBeLessThan(1e-12);
  });

  test.each(golden.correlations)('spearman with ties and its bounds to 1e-12: case %#', (known) => {
    expect(largestDifference(bounded(spearman(known.x, known.y)), known.spearman)).toBeLessThan(1e-12);
  });

  test.each(golden.correlations)('within groups and its bounds to 1e-12, none for too few points: case %#', (known) => {
    const got = withinGroups(known.x, known.y, known.group);
    if (known.withinGroups === null) expect(got).toMatchObject({ lower: null, upper: null });
    else expect(largestDifference(bounded(got), known.withinGroups)).toBeLessThan(1e-12);
  });

  test.each(golden.correlations)(
    'the regression line and its band to 1e-10: case %#',
    ({ x, y, regression: known }) => {
      const line = regression(x, y)!;
      expect(largestDifference([line.slope, line.intercept], [known.slope, known.intercept])).toBeLessThan(1e-12);
      const bands = known.where.map((where) => line.band(where)!);
      expect(
        largestDifference(
          bands.map((band) => band.lower),
          known.lower,
        ),
      ).toBeLessThan(1e-10);
      expect(
        largestDifference(
          bands.map((band) => band.upper),
          known.upper,
        ),
      ).toBeLessThan(1e-10);
    },
  );

  test.each(golden.proportions)(
    '%i of %i: the proportion with its bounds by Wilson to 1e-14',
    (hits, n, ...expected) => {
      const got = wilson(hits, n);
      expect(largestDifference([got.value, got.lower, got.upper], expected)).toBeLessThan(1e-14);
    },
  );
});

describe('pearson', () => {
  test('points on a line have 1 or -1, without bounds', () => {
    expect(pearson([0.1, 0.2, 0.3, 0.7, 0.9], [1.2, 1.4, 1.6, 2.4, 2.8])).toEqual({
      value: 1,
      lower: null,
      upper: null,
    });
    expect(pearson([1, 2, 3, 4], [4, 3, 2, 1])).toEqual({ value: -1, lower: null, upper: null });
  });

  test('three points have a value without bounds', () => {
    const got = pearson([1, 2, 3], [1, 3, 2])!;
    expect(got.value).toBeCloseTo(0.5, 14);
    expect([got.lower, got.upper]).toEqual([null, null]);
  });

  test('four points have bounds', () => {
    const { value, lower, upper } = pearson([1, 2, 3, 4], [1, 3, 2, 4])!;
    expect(value).toBeCloseTo(0.8, 14);
    expect(lower!).toBeCloseTo(Math.tanh(Math.atanh(0.8) - 1.959963984540054), 12);
    expect(upper!).toBeCloseTo(Math.tanh(Math.atanh(0.8) + 1.959963984540054), 12);
  });

  test('it is not defined for one point, none, or where all are of one x or y', () => {
    for (const [x, y] of [
      [[], []],
      [[1], [2]],
      [
        [1, 2, 3, 4],
        [0.1, 0.1, 0.1, 0.1],
      ],
      [
        [0.3, 0.3, 0.3],
        [1, 2, 3],
      ],
    ] as const) {
      expect(pearson(x, y)).toBeNull();
    }
  });

  test('x and y change places without effect; scale and origin do not matter', () => {
    fc.assert(
      fc.property(points, (some) => {
        const [x, y] = [some.map((p) => p[0]), some.map((p) => p[1])];
        const r = pearson(x, y);
        const changed = pearson(
          y,
          x.map((value) => 3 * value - 5),
        );
        if (r === null) expect(changed).toBeNull();
        else expect(changed!.value).toBeCloseTo(r.value, 12);
      }),
    );
  });

  test('an origin far away costs no digits', () => {
    const [near, far, y] = [[1, 2, 4, 8, 9], [1, 2, 4, 8, 9].map((value) => 1e8 + value), [0.1, 0.7, 0.3, 0.9, 0.4]];
    const r = pearson(near, y)!.value;
    expect(Math.abs(pearson(far, y)!.value - r)).toBeLessThan(1e-12);
    expect(Math.abs(pearson(y, far)!.value - r)).toBeLessThan(1e-12);
    expect(Math.abs(regression(far, y)!.slope - regression(near, y)!.slope)).toBeLessThan(1e-12);
    expect(Math.abs(regression(y, far)!.slope - regression(y, near)!.slope)).toBeLessThan(1e-10);
  });

  test('unequal numbers are refused', () => {
    expect(() => pearson([1, 2], [1])).toThrow('x and y must be as many; got 2 and 1');
  });
});

describe('spearman', () => {
  test('ties share their mean rank', () => {
    expect(Array.from(ranks([30, 10, 20, 20, 10, 10]))).toEqual([6, 2, 4.5, 4.5, 2, 2]);
  });

  test('anything that grows has 1', () => {
    expect(spearman([1, 2, 3, 4, 5], [1, 10, 11, 1000, 1001])?.value).toBe(1);
  });

  test('it sees only the order', () => {
    fc.assert(
      fc.property(points, (some) => {
        const [x, y] = [some.map((p) => p[0]), some.map((p) => p[1])];
        expect(
          spearman(
            x.map((value) => value ** 3),
            y.map(Math.exp),
          ),
        ).toEqual(spearman(x, y));
      }),
    );
  });
});

describe('withinGroups', () => {
  test('what only tells groups apart is no correlation within them', () => {
    const x = [1, 2, 3, 101, 102, 103];
    const y = [3, 1, 2, 203, 201, 202];
    expect(pearson(x, y)!.value).toBeGreaterThan(0.99);
    expect(withinGroups(x, y, ['a', 'a', 'a', 'b', 'b', 'b'])!.value).toBeCloseTo(-0.5, 12);
  });

  test('what is the same all over each group has none, though means of 0.1 are not quite 0.1', () => {
    const x = [0.1, 0.1, 0.1, 0.7, 0.7, 0.7, 0.3, 0.3, 0.3];
    expect(withinGroups(x, [1, 2, 3, 4, 2, 5, 3, 1, 2], [0, 0, 0, 1, 1, 1, 2, 2, 2])).toBeNull();
  });

  test('one group has pearson’s own value', () => {
    expect(withinGroups([1, 2, 4, 3], [2, 1, 4, 4], [0, 0, 0, 0])!.value).toBeCloseTo(
      pearson([1, 2, 4, 3], [2, 1, 4, 4])!.value,
      14,
    );
  });
});

describe('regression', () => {
  test('points on a line give the line, its band is as narrow as rounding', () => {
    const line = regression([0, 1, 2, 5], [1, 3, 5, 11])!;
    expect([line.slope, line.intercept, line.at(10)].map((value) => Math.round(value * 1e12) / 1e12)).toEqual([
      2, 1, 21,
    ]);
    expect(line.band(3)!.upper - line.band(3)!.lower).toBeLessThan(1e-12);
  });

  test('the band is narrowest at the mean of x', () => {
    const line = regression([0, 1, 2, 3, 4], [1, 2, 2, 5, 4])!;
    const width = (x: number) => line.band(x)!.upper - line.band(x)!.lower;
    expect(width(2)).toBeLessThan(width(1.9));
    expect(width(1)).toBeCloseTo(width(3), 12);
  });

  test('two points have a line without band; one point or one x has none', () => {
    expect(regression([0, 1], [0, 2])!.band(0.5)).toBeNull();
    expect(regression([1], [1])).toBeNull();
    expect(regression([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(regression([], [])).toBeNull();
  });

  test('three points have a band: with residuals 1, -2, 1 at its middle Cauchy’s quantile times sqrt(6 / 3)', () => {
    const { lower, upper } = regression([0, 1, 2], [1, -2, 1])!.band(1)!;
    expect((upper - lower) / 2).toBeCloseTo(Math.tan(0.475 * Math.PI) * Math.SQRT2, 11);
  });

  test('unequal numbers are refused', () => {
    expect(() => regression([1, 2, 3], [1, 2])).toThrow('x and y must be as many; got 3 and 2');
  });
});

describe('wilson', () => {
  test('bounds hold the value and stay in 0 ... 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, some) => {
        const { value, lower, upper } = wilson(Math.min(n, some), n);
        expect(lower >= 0 && lower <= value + 1e-15 && value <= upper + 1e-15 && upper <= 1).toBe(true);
      }),
    );
  });

  test('no trial, more hits than trials and parts of hits are refused', () => {
    expect(() => wilson(0, 0)).toThrow('a proportion needs at least 1 trial; got 0');
    expect(() => wilson(3, 2)).toThrow('hits must be from 0 to 2; got 3');
    expect(() => wilson(0.5, 2)).toThrow('got 0.5');
    expect(() => wilson(-1, 2)).toThrow('hits must be from 0 to 2; got -1');
    expect(() => wilson(1, 1.5)).toThrow('at least 1 trial; got 1.5');
  });

  test('one trial has bounds, which end at 0 or 1 exactly', () => {
    expect([wilson(0, 1).lower, wilson(1, 1).upper]).toEqual([0, 1]);
    expect(wilson(0, 7).upper).toBeCloseTo(1 - wilson(7, 7).lower, 14);
  });
});
