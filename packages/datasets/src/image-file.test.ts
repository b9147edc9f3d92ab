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
