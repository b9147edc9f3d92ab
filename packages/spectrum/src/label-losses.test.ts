import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crossEntropySum, noiseFitting, waveFitting } from './label-losses.ts';
import { smoothLabels } from './label-smoothing.ts';

const row = fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { minLength: 3, maxLength: 3 });

test('a constant added to all scores of an image changes nothing, and no size of scores overflows', () => {
  fc.assert(
    fc.property(row, fc.integer({ min: -500, max: 500 }), fc.nat(2), (scores, shift, label) => {
      const clean = smoothLabels([label], 3, [0], null);
      const loss = crossEntropySum(Float64Array.from(scores), clean, 3);
      const moved = crossEntropySum(
        Float64Array.from(scores, (score) => score + shift),
        clean,
        3,
      );
      expect(Math.abs(moved - loss)).toBeLessThan(1e-9);
      expect(loss).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('equal scores lose ln classes an image, whatever the labels', () => {
  const labels = smoothLabels([0, 1, 2], 3, [0, 0.4, 1], null);
  expect(crossEntropySum(new Float32Array(9), labels, 3)).toBeCloseTo(3 * Math.log(3), 12);
});

test('scores that are not finite give NaN', () => {
  const clean = smoothLabels([0], 2, [0], null);
  for (const score of [Number.NaN, Infinity, -Infinity])
    expect(crossEntropySum(Float64Array.of(0, score), clean, 2)).toBeNaN();
});

test('noise fitting is the clean minus the noisy loss, wave fitting the uniform minus the noisy one', () => {
  const losses = { cleanLoss: 1, noisyLoss: 0.25, uniformLoss: 0.75 };
  expect([noiseFitting(losses), waveFitting(losses)]).toEqual([0.75, 0.5]);
});

test('without a wave there is no noise fitting and no wave fitting, and what was not recorded is null', () => {
  expect(noiseFitting({ cleanLoss: 0.25, noisyLoss: 0.25, uniformLoss: 0.25 })).toBe(0);
  expect(waveFitting({ cleanLoss: 0.25, noisyLoss: 0.25, uniformLoss: 0.25 })).toBe(0);
  expect(waveFitting({ cleanLoss: 1, noisyLoss: 0.25, uniformLoss: null })).toBeNull();
});
