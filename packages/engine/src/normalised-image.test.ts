import { expect, test } from 'vitest';
import { inEveryChannel, normalisedImage, unitImage } from './normalised-image.ts';

test('a pixel has the level of its channel', () => {
  const levels = Float64Array.from({ length: 2 * 256 }, (_, k) => (k < 256 ? k : -(k - 256) / 2));
  expect([...normalisedImage(Uint8Array.of(3, 4, 0, 255, 200, 1), levels)]).toEqual([3, -2, 0, -127.5, 200, -0.5]);
});

test('a grey image is the same in every channel', () => {
  expect([...inEveryChannel(Float64Array.of(1, 2, 3), 2)]).toEqual([1, 1, 2, 2, 3, 3]);
});

test('a unit image has the direction of the image and length 1', () => {
  expect([...unitImage(Float64Array.of(3, 0, -4))]).toEqual([0.6, 0, -0.8]);
});
