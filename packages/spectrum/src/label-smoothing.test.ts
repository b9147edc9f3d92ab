import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestSmoothing, smoothLabels, smoothUniformly } from './label-smoothing.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('smoothed labels sum to 1 and stay from 0 to 1; strength 0 leaves them as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), share), { minLength: 1 }), (items) => {
      const labels = items.map(([label]) => label);
      const strength = items.map(([, one]) => one);
      const rows = smoothLabels(labels, 4, strength, null);
      labels.forEach((label, k) => {
        const row = rows.slice(4 * k, 4 * k + 4);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
        if (strength[k] === 0) expect([...row]).toEqual([0, 1, 2, 3].map((c) => (c === label ? 1 : 0)));
      });
    }),
  );
});

test('of one class only, other labels stay as they are', () => {
  expect([...smoothLabels([0, 1], 2, [0.5, 0.5], 1)]).toEqual([1, 0, 0.25, 0.75]);
  expect(largestSmoothing([0, 1], [0.9, 0.5], 1)).toBe(0.5);
});

test('smoothing by the wave and uniformly is the same in either order', () => {
  fc.assert(
    fc.property(share, share, (wave, uniform) => {
      const [row, other] = [smoothLabels([2], 3, [wave], null), smoothLabels([2], 3, [uniform], null)];
      smoothUniformly(row, uniform);
      smoothUniformly(other, wave);
      row.forEach((value, c) => {
        expect(Math.abs(value - other[c]!)).toBeLessThan(1e-12);
      });
    }),
  );
});

test('a strength that is not a number is the largest', () => {
  expect(largestSmoothing([0, 0, 0], [0.1, Number.NaN, 0.2], null)).toBeNaN();
});
