import { expect, test } from 'vitest';
import type { Feed } from '../feed.ts';
import { Interpolation } from './interpolation.ts';

/** Feeds bytes through an uneven function, so that float64 is not float32. */
function unevenFeed(imageSize: number): Feed {
  return {
    imageSize,
    difference: (normalised) => normalised,
    write(pixels, target, offset) {
      for (let k = 0; k < imageSize; k++) target[offset + k] = Math.sin(pixels[k]! + 0.1);
    },
  };
}

test.each([1, 3, 4, 5, 784, 1027])('%i values are x_0 + w (x_1 - x_0) in float64, rounded once', (imageSize) => {
  const interpolation = new Interpolation(unevenFeed(imageSize), 3);
  const first = Uint8Array.from({ length: imageSize }, (_, k) => k);
  const last = Uint8Array.from({ length: imageSize }, (_, k) => 7 * k);
  interpolation.setEnds(first, last);
  const weights = [0, 1 / 3, 0.99];
  weights.forEach((weight, k) => {
    interpolation.write(weight, k * imageSize);
  });
  const expected = weights.flatMap((weight) =>
    Array.from(first, (pixel, k) => {
      const start = Math.sin(pixel + 0.1);
      return Math.fround(start + weight * (Math.sin(last[k]! + 0.1) - start));
    }),
  );
  expect([...interpolation.images]).toEqual(expected);
});
