import { describe, expect, test } from 'vitest';
import { distanceBetween, feedOf, normalisedLevels } from './feed.ts';
import { PLAIN_FEED } from './test-images.ts';

const space = { imageShape: [2, 1, 2] as const, mean: [0.5, 0.25], std: [0.5, 0.25] };
const pixels = Uint8Array.of(0, 255, 51, 102);

function fed(feed: Parameters<typeof feedOf>[0], layout: 'NCHW' | 'NHWC'): number[] {
  const target = new Float64Array(4);
  feedOf(feed, space, layout).write(pixels, target, 0);
  return [...target];
}

describe('what a network is fed', () => {
  test('is (pixel / 255 - mean) / std of the dataset where the model says nothing', () => {
    expect(fed(PLAIN_FEED, 'NHWC')).toEqual([-1, 3, -0.6, expect.closeTo(0.6)]);
  });

  test('is laid out channel by channel for NCHW', () => {
    expect(fed(PLAIN_FEED, 'NCHW')).toEqual([-1, -0.6, 3, expect.closeTo(0.6)]);
  });

  test('uses the mean and std of the model where it has them', () => {
    expect(fed({ ...PLAIN_FEED, inputMean: [0, 0], inputStd: [1, 2] }, 'NHWC')).toEqual([0, 0.5, 0.2, 0.2]);
  });

  test('is bytes as they are for BYTE, mean 0 and std 1', () => {
    const bytes = { ...PLAIN_FEED, inputScale: 'BYTE' as const, inputMean: [0, 0], inputStd: [1, 1] };
    expect(fed(bytes, 'NHWC')).toEqual([0, 255, 51, 102]);
  });

  test("takes the dataset's mean and std on the scale of bytes for BYTE", () => {
    expect(fed({ ...PLAIN_FEED, inputScale: 'BYTE' }, 'NHWC')[2]).toBeCloseTo(-0.6, 12);
  });

  test('must have one mean a channel', () => {
    expect(() => fed({ ...PLAIN_FEED, inputMean: [0] }, 'NHWC')).toThrow(
      '`inputMean` must have 2 values, one a channel; got 1',
    );
  });

  test('must have std above 0', () => {
    expect(() => fed({ ...PLAIN_FEED, inputStd: [1, 0] }, 'NHWC')).toThrow(
      '`inputStd` must be above 0 and finite; got 0',
    );
  });
});

test('distances are L2 norms in normalised pixel space', () => {
  const distance = distanceBetween(pixels, Uint8Array.of(0, 0, 0, 0), normalisedLevels(space));
  expect(distance).toBeCloseTo(Math.hypot(0, 4, 0.4, 1.6), 12);
});
