import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fourierGolden } from './fourier.fixture.ts';
import { FourierPath, fourierPathWindow } from './fourier-path.ts';
import { largestDifference } from './golden.fixture.ts';
import { randomDirection } from './random-direction.ts';

test.each(fourierGolden.paths)('$part of $shape in a window of $window is the reference to 1e-11', (golden) => {
  const [height, width] = golden.shape;
  const window = fourierPathWindow(height, width, golden.window);
  const path = new FourierPath(window, Float64Array.from(golden.first), Float64Array.from(golden.last), golden.part);
  for (const [k, image] of golden.images.entries())
    expect(largestDifference(path.at(k / 4), image)).toBeLessThan(1e-11);
});

describe.each(['AMPLITUDE', 'PHASE'] as const)('%s: a path', (part) => {
  const shapes = fc.record({
    height: fc.integer({ min: 2, max: 9 }),
    width: fc.integer({ min: 2, max: 9 }),
    channels: fc.integer({ min: 1, max: 3 }),
    window: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    seed: fc.nat(),
  });
  const images = (size: number, seed: number) => [randomDirection(size, seed, 0), randomDirection(size, seed, 1)];

  test('begins at its first image', () => {
    fc.assert(
      fc.property(shapes, ({ height, width, channels, window, seed }) => {
        const [first, last] = images(height * width * channels, seed);
        const path = new FourierPath(fourierPathWindow(height, width, window), first!, last!, part);
        expect(largestDifference(path.at(0), first!)).toBeLessThan(1e-12);
      }),
    );
  });

  test('from an image to itself stays there', () => {
    const [image] = images(7 * 6 * 2, 3);
    const path = new FourierPath(fourierPathWindow(7, 6, 0.5), image!, image!, part);
    for (const weight of [0.1, 0.5, 1]) expect(largestDifference(path.at(weight), image!)).toBeLessThan(1e-12);
  });
});

test('an amplitude path is a straight line of images', () => {
  const [first, last] = [randomDirection(63, 0, 0), randomDirection(63, 0, 1)];
  const path = new FourierPath(fourierPathWindow(7, 9, 0.3), first, last, 'AMPLITUDE');
  const [start, end] = [path.at(0), path.at(1)];
  const between = start.map((value, k) => value + 0.3 * (end[k]! - value));
  expect(largestDifference(path.at(0.3), between)).toBeLessThan(1e-12);
});

test('amplitudes and phases of all cells together make the last image', () => {
  const [first, last] = [randomDirection(81, 1, 0), randomDirection(81, 1, 1)];
  const window = fourierPathWindow(9, 9, 0.5);
  const withAmplitudes = new FourierPath(window, first, last, 'AMPLITUDE').at(1);
  const withBoth = new FourierPath(window, withAmplitudes, last, 'PHASE').at(1);
  expect(largestDifference(withBoth, last)).toBeLessThan(1e-12);
});

test.each([0, 0.51, Number.NaN])('a window of %f is refused', (window) => {
  expect(() => fourierPathWindow(8, 8, window)).toThrow(
    `a path's window must be above 0 and at most 0.5; got ${window}`,
  );
});
