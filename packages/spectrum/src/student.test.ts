import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden } from './golden.fixture.ts';
import { boundsQuantile, studentQuantile, studentTail } from './student.ts';

const degrees = fc.double({ min: 1, max: 1e5, noNaN: true });

describe('studentQuantile', () => {
  test.each(golden.quantiles)(
    "p = %d with %d degrees of freedom is scipy's to 1e-10 of its value",
    (p, df, expected) => {
      expect(Math.abs(studentQuantile(p, df) - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected));
    },
  );

  test('with one degree of freedom it is the tangent, with two its closed form', () => {
    for (const p of [0.01, 0.2, 0.6, 0.975, 0.999]) {
      const cauchy = Math.tan(Math.PI * (p - 0.5));
      expect(Math.abs(studentQuantile(p, 1) / cauchy - 1)).toBeLessThan(1e-12);
      const two = (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
      expect(Math.abs(studentQuantile(p, 2) / two - 1)).toBeLessThan(1e-12);
    }
  });

  test('the tail of a quantile is what was asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), degrees, (p, df) => {
        expect(Math.abs(studentTail(studentQuantile(p, df), df) - (1 - p))).toBeLessThan(1e-12);
      }),
    );
  });

  test('it is symmetric, and grows with p', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.499, noNaN: true }), degrees, (p, df) => {
        expect(studentQuantile(1 - p, df)).toBeCloseTo(-studentQuantile(p, df), 9);
        expect(studentQuantile(p, df)).toBeLessThan(studentQuantile(p + 0.0005, df));
      }),
    );
  });

  test('it comes down to the normal quantile, 1.96, with many degrees of freedom', () => {
    expect(studentQuantile(0.975, 1e8)).toBeCloseTo(1.959963984540054, 7);
  });

  test('the quantile of bounds is that of 0.975, the first time and later', () => {
    expect(boundsQuantile(17)).toBe(studentQuantile(0.975, 17));
    expect(boundsQuantile(17)).toBe(studentQuantile(0.975, 17));
  });

  test.each([0, 1, -0.1, Number.NaN])('a share of %d is refused', (p) => {
    expect(() => studentQuantile(p, 3)).toThrow(`must be between 0 and 1; got ${p}`);
  });

  test.each([0, 0.5, Number.NaN, Infinity])('%d degrees of freedom are refused', (df) => {
    expect(() => studentQuantile(0.9, df)).toThrow(`degrees of freedom must be at least 1 and finite; got ${df}`);
  });
});

describe('studentTail', () => {
  test.each(golden.tails)(
    "above t = %d with %d degrees of freedom lies scipy's share to 5e-11 of it",
    (t, df, expected) => {
      expect(Math.abs(studentTail(t, df) - expected)).toBeLessThanOrEqual(5e-11 * expected);
    },
  );

  // scipy is itself off by 3e-11 near t = 0; closed forms are not.
  test('with one and two degrees of freedom it is the closed form to 1e-15', () => {
    for (const t of [0, 1e-6, 1e-3, 0.5, 1, 2]) {
      expect(Math.abs(studentTail(t, 1) - (0.5 - Math.atan(t) / Math.PI))).toBeLessThan(1e-15);
      expect(Math.abs(studentTail(t, 2) - (0.5 - t / 2 / Math.sqrt(2 + t * t)))).toBeLessThan(1e-15);
    }
  });

  test('both tails add up to 1, and half lies above 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), degrees, (t, df) => {
        expect(studentTail(t, df) + studentTail(-t, df)).toBeCloseTo(1, 13);
      }),
    );
    expect(studentTail(0, 5)).toBe(0.5);
  });

  test('nothing lies above infinity, everything above minus infinity', () => {
    expect([studentTail(Infinity, 3), studentTail(-Infinity, 3)]).toEqual([0, 1]);
  });

  test('a t that is no number is refused', () => {
    expect(() => studentTail(Number.NaN, 3)).toThrow('t must be a number; got NaN');
  });
});
