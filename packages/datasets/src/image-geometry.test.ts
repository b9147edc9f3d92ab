import { describe, expect, it } from 'vitest';
import { geometryOf, said } from './image-geometry.ts';

const [wide, high] = [
  { width: 500, height: 375 },
  { width: 375, height: 500 },
];

it.each([
  [wide, {}, wide, [0, 0], wide],
  [wide, { resize: 256 }, { width: 341, height: 256 }, [0, 0], { width: 341, height: 256 }],
  [high, { resize: 256 }, { width: 256, height: 341 }, [0, 0], { width: 256, height: 341 }],
  // Halves go to the even number: 58.5 to 58, 59.5 to 60.
  [wide, { resize: 256, crop: 224 }, { width: 341, height: 256 }, [58, 16], { width: 224, height: 224 }],
  [high, { resize: 256, crop: 222 }, { width: 256, height: 341 }, [17, 60], { width: 222, height: 222 }],
  [wide, { crop: 375 }, wide, [62, 0], { width: 375, height: 375 }],
])('an image of %j prepared by %j', (size, preparation, resized, [left, top], cropped) => {
  expect(geometryOf(size, preparation, 'a.png')).toEqual({ resized, left, top, cropped });
});

describe('refused is', () => {
  it('a crop that is larger than the shorter side, which is named', () => {
    expect(() => geometryOf(wide, { crop: 376 }, 'a.png')).toThrow(
      '`crop` must be at most the shorter side of every image; got 376, and a.png is 500 × 375',
    );
    expect(() => geometryOf(high, { crop: 376 }, 'a.png')).toThrow('a.png is 375 × 500');
  });

  it('an image of more than 2^26 pixels', () => {
    const [most, more] = [
      { width: 2 ** 13, height: 2 ** 13 },
      { width: 2 ** 13, height: 2 ** 13 + 1 },
    ];
    expect(geometryOf(most, {}, 'a.png').resized).toEqual(most);
    expect(() => geometryOf(more, {}, 'a.png')).toThrow(
      `images may be resized to at most 67108864 pixels; a.png would be ${said(more)}`,
    );
  });
});
