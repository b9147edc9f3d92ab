import { describe, expect, test } from 'vitest';
import { fittingLayout, laidOut, suggestedLayout } from './layout.ts';

test.each([
  [[1, 28, 28], 'NCHW'],
  [[3, 32, 32], 'NCHW'],
  [[4, 32, 32], 'NCHW'],
  [[28, 28, 1], 'NHWC'],
  [[32, 32, 4], 'NHWC'],
  [[null, null, 3], 'NHWC'],
  [[3, null, null], 'NCHW'],
] as const)('axes of %j suggest %s, whatever the format has else', (axes, layout) => {
  expect(suggestedLayout(axes, 'NCHW')).toBe(layout);
  expect(suggestedLayout(axes, 'NHWC')).toBe(layout);
});

test.each([[[5, 32, 5]], [[3, 32, 3]], [[null, null, null]], [[]]])(
  'axes of %j could be either: what the format has is taken',
  (axes) => {
    expect(suggestedLayout(axes, 'NCHW')).toBe('NCHW');
    expect(suggestedLayout(axes, 'NHWC')).toBe('NHWC');
  },
);

test('an image is channels, height, width or height, width, channels', () => {
  expect(laidOut([4, 5, 3], 'NCHW')).toEqual([3, 4, 5]);
  expect(laidOut([4, 5, 3], 'NHWC')).toEqual([4, 5, 3]);
});

describe('the layout in which images fit', () => {
  const network = { inputShape: [3, 32, 32], inputLayout: 'NCHW' as const };

  test('is what the file suggests, or the other where only that fits', () => {
    expect(fittingLayout(network, [32, 32, 3], null)).toBe('NCHW');
    expect(fittingLayout({ inputShape: [32, 32, 3], inputLayout: 'NCHW' }, [32, 32, 3], null)).toBe('NHWC');
    expect(fittingLayout({ inputShape: [3, 32, 32], inputLayout: 'NHWC' }, [32, 32, 3], null)).toBe('NCHW');
    expect(fittingLayout({ inputShape: [null, null, null], inputLayout: 'NHWC' }, [32, 32, 3], null)).toBe('NHWC');
  });

  test('is the one that is asked for where that fits, though the file suggests the other', () => {
    expect(fittingLayout({ inputShape: [3, 3, 3], inputLayout: 'NCHW' }, [3, 3, 3], 'NHWC')).toBe('NHWC');
  });

  test('is none where an axis is of another size, or the one that is asked for does not fit', () => {
    expect(() => fittingLayout(network, [28, 28, 3], null)).toThrow(
      'the images must fit the network: it takes 3 x 32 x 32, the images are 3 x 28 x 28',
    );
    expect(() => fittingLayout({ ...network, inputShape: [3, null, 32] }, [32, 32, 3], 'NHWC')).toThrow(
      'the images must fit the network: it takes 3 x any x 32, the images are 32 x 32 x 3',
    );
  });
});
