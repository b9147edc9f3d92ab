import { expect, test } from 'vitest';
import { classDiversity } from './class-diversity.ts';
import { fourierGolden } from './fourier.fixture.ts';

test.each(fourierGolden.diversities)(
  'of images $shape is the reference to 1e-10',
  ({ shape, std, pixels, expected }) => {
    const count = pixels.length / shape.reduce((product, size) => product * size, 1);
    expect(Math.abs(classDiversity(Uint8Array.from(pixels), count, std)! / expected - 1)).toBeLessThan(1e-10);
  },
);

test('of equal images is exactly 0', () => {
  expect(
    classDiversity(
      Uint8Array.from({ length: 200 * 12 }, (_, k) => (k % 12) * 20),
      200,
      [0.3, 0.2],
    ),
  ).toBe(0);
});

test('of one pixel is the mean distance of its levels', () => {
  expect(classDiversity(Uint8Array.of(0, 255, 0), 3, [0.5])).toBeCloseTo(4 / 3, 12);
});

test.each([0, 1])('of %i images there is none', (count) => {
  expect(classDiversity(new Uint8Array(4 * count), count, [0.5])).toBeNull();
});
