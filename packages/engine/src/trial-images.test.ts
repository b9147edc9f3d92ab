import { expect, test } from 'vitest';
import { trialImages } from './trial-images.ts';

test('trial images are multiples of the golden ratio modulo 1, spread from 0 to the largest pixel', () => {
  const values = trialImages(1000, 255);
  expect([...values.subarray(0, 4)].map((value) => value / 255)).toEqual([
    0,
    expect.closeTo(0.618034, 6),
    expect.closeTo(0.236068, 6),
    expect.closeTo(0.854102, 6),
  ]);
  // Each of 100 equal parts of the range has its share.
  const parts = new Set([...values].map((value) => Math.floor((value / 255) * 100)));
  expect([...parts].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => k));
});
