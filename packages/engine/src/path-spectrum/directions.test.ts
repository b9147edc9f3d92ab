import { fourierBasisImage, fourierCompositeImage, randomDirection } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import { feedOf } from '../feed.ts';
import { inEveryChannel, unitImage } from '../normalised-image.ts';
import { PLAIN_FEED, randomImages } from '../test-images.ts';
import { defaultDirections, directionFrequency, directionImage, directionImages } from './directions.ts';
import type { Direction } from './types.ts';

const images = randomImages(1, { imageShape: [6, 8, 2] });
const fourier = (i: number, j: number): Direction => ({ kind: 'FOURIER', i, j });
const random: Direction = { kind: 'RANDOM', i: null, j: null };

test('the image frequency is the distance from the centre in cycles per image, and null of directions that have many', () => {
  expect(directionFrequency(fourier(3, 6), [6, 8, 2])).toBe(2);
  expect(directionFrequency(fourier(0, 4), [6, 8, 2])).toBe(3);
  expect(directionFrequency(random, [6, 8, 2])).toBeNull();
  expect(directionFrequency(fourier(3, 6), [])).toBeNull();
  expect(directionFrequency(fourier(3, 6), [6])).toBeNull();
});

test('the default ones are horizontal waves, none of images that are too narrow for one', () => {
  expect(defaultDirections([5, 6, 1])).toEqual([fourier(2, 4), fourier(2, 5)]);
  expect(defaultDirections([5, 2, 1])).toEqual([]);
  expect(defaultDirections([])).toEqual([]);
});

describe('a direction', () => {
  test.each(['COMPOSITE_F', 'COMPOSITE_INVERSE_F'] as const)(
    '%s is of unit norm and the same in every channel',
    (kind) => {
      const made = directionImage([{ kind, i: null, j: null }], 0, 0, [6, 8, 2]);
      expect(made).toEqual(unitImage(inEveryChannel(fourierCompositeImage(kind, 6, 8), 2)));
      expect(Math.hypot(...made)).toBeCloseTo(1, 12);
    },
  );

  test('that is random is numbered among the random ones', () => {
    const directions = [fourier(3, 5), random, fourier(3, 6), random];
    expect(directionImage(directions, 1, 7, [6, 8, 2])).toEqual(unitImage(randomDirection(96, 7, 0)));
    expect(directionImage(directions, 3, 7, [6, 8, 2])).toEqual(unitImage(randomDirection(96, 7, 1)));
    expect(directionImage(directions, 2, 7, [6, 8, 2])).toEqual(
      unitImage(inEveryChannel(fourierBasisImage(3, 6, 6, 8), 2)),
    );
  });

  test('that is not in the list is refused', () => {
    expect(() => directionImage([random], 1, 0, [6, 8, 2])).toThrow("a path's direction must be one of 1; got 1");
    expect(() => directionImages({ seed: 0 }, [6, 8, 2], feedOf(PLAIN_FEED, images, 'NHWC'))(0)).toThrow(
      "a path's direction must be one of 0; got 0",
    );
  });

  test('is held while it is one of the last eight that were made', () => {
    const directions = Array.from({ length: 10 }, () => random);
    const directionOf = directionImages({ directions, seed: 0 }, [6, 8, 2], feedOf(PLAIN_FEED, images, 'NHWC'));
    const first = directionOf(0);
    const others = [1, 2, 3, 4, 5, 6, 7].map(directionOf);
    expect(directionOf(0)).toBe(first);
    directionOf(8);
    expect([1, 2, 3, 4, 5, 6, 7].map(directionOf)).toEqual(others);
    expect(directionOf(7)).toBe(others[6]);
    expect(directionOf(1)).toBe(others[0]);
    const again = directionOf(0);
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });
});
