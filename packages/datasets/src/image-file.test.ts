import { describe, expect, test } from 'vitest';
import { imagesOf } from './image-file.ts';

describe('images with their channels first are refused with what would be right', () => {
  test.each([[[9, 3, 8, 8]], [[9, 1, 28, 28]], [[9, 3, 32, 40]]])('%j', (shape) => {
    expect(() => imagesOf(shape)).toThrow('looks like [N, C, H, W]: numpy.moveaxis(images, 1, -1) makes the other');
  });
});

describe('small and flat images are images', () => {
  test.each<[number[], number[]]>([
    [
      [9, 3, 3, 3],
      [3, 3, 3],
    ],
    [
      [9, 3, 40, 3],
      [3, 40, 3],
    ],
    [
      [9, 1, 100, 12],
      [1, 100, 12],
    ],
    [
      [9, 3, 40],
      [3, 40, 1],
    ],
  ])('%j', (shape, imageShape) => expect(imagesOf(shape)).toEqual({ imageCount: 9, imageShape }));
});

describe('images are refused', () => {
  test.each([
    [[9, 3], 'images must be [N, H, W, C] or [N, H, W]; got [9, 3]'],
    [[9], 'images must be [N, H, W, C] or [N, H, W]; got [9]'],
    [[], 'images must be [N, H, W, C] or [N, H, W]; got []'],
    [[9, 3, 3, 3, 1], 'images must be [N, H, W, C] or [N, H, W]; got [9, 3, 3, 3, 1]'],
    [[0, 3, 3, 3], 'there must be at least 1 image; got images of shape [0, 3, 3, 3]'],
    [[9, 3, 3, 0], 'an image must have 1 to 268435456 values; got 3 x 3 x 0'],
    [[9, 8192, 8192, 5], 'an image must have 1 to 268435456 values; got 8192 x 8192 x 5'],
    [[16_777_217, 3, 3], 'there must be at most 16777216 images; got 16777217'],
  ])('of shape %j', (shape, message) => expect(() => imagesOf(shape)).toThrow(message));

  test.each([[[9, 1, 1]], [[9, 8192, 8192, 4]], [[16_777_216, 3, 3]]])(
    'not of shape %j, the most there may be',
    (shape) => expect(imagesOf(shape).imageCount).toBe(shape[0]),
  );
});
