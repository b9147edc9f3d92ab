import { FourierPath, fourierPathWindow } from '@passband/spectrum';
import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { feedOf, normalisedLevels } from '../feed.ts';
import { normalisedImage } from '../normalised-image.ts';
import { runShard } from '../run-shard.ts';
import { classifierOf, contextOf, PLAIN_FEED, randomImages } from '../test-images.ts';
import { coursesOf } from './courses.ts';
import { parsePathSpectrumParameters } from './parameters.ts';
import { pathPixels } from './path-pixels.ts';

const images = randomImages(4, { imageShape: [6, 8, 2], classCount: 1 });
const levels = normalisedLevels(images);
const parametersOf = (input: object) => {
  const { parameters } = parsePathSpectrumParameters({ pairsPerGroup: 1, ...input }, datasetFacts(images));
  if (!parameters) throw new Error('the parameters of a test must be right');
  return parameters;
};
/** What the network is fed along the one path, and the path. */
async function walked(input: object) {
  const fed: number[][] = [];
  const classifier = classifierOf(1, (image) => {
    fed.push([...image]);
    return [1];
  });
  const shard = { method: 'PATH_SPECTRUM' as const, parameters: parametersOf(input), firstRound: 0, roundCount: 1 };
  const [path] = await runShard(shard, contextOf(classifier, images));
  return { fed, path: path! };
}
const far = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.max(...Array.from(a, (value, k) => Math.abs(value - b[k]!)));

describe.each(['AMPLITUDE', 'PHASE'] as const)('a path of %s', (part) => {
  test('feeds the images of the Fourier path at even weights, both ends included', async () => {
    const { fed, path } = await walked({ path: part, samples: 5, window: 0.3 });
    const ends = await Promise.all([images.read(path.imageA), images.read(path.imageB!)]);
    const [first, last] = ends.map((pixels) => normalisedImage(pixels, levels));
    const fourier = new FourierPath(fourierPathWindow(6, 8, 0.3), first!, last!, part);
    expect(fed).toHaveLength(5);
    for (const [k, image] of fed.entries()) expect(far(fourier.at(k / 4), image)).toBeLessThan(1e-5);
    expect(far(fed[0]!, fed[4]!)).toBeGreaterThan(0.1);
    expect(path).toMatchObject({ length: null, samples: 5 });
  });

  test('of one sample is its first image', async () => {
    const { fed, path } = await walked({ path: part, samples: 1 });
    expect(fed).toHaveLength(1);
    expect(far(normalisedImage(await images.read(path.imageA), levels), fed[0]!)).toBeLessThan(1e-5);
  });

  test('shows the same images as pictures, clipped and rounded', async () => {
    const parameters = parametersOf({ path: part, samples: 5, window: 0.3 });
    const { fed, path } = await walked({ path: part, samples: 5, window: 0.3 });
    const { count, sample } = await pathPixels(parameters, images, path);
    expect(count).toBe(5);
    for (const [k, image] of fed.entries()) {
      const pixels = image.map((value, n) => 255 * (value * images.std[n % 2]! + images.mean[n % 2]!));
      const clipped = pixels.map((pixel) => Math.min(255, Math.max(0, pixel)));
      expect(far(clipped, sample(k))).toBeLessThan(0.501);
    }
    expect(sample(0)).toEqual(await images.read(path.imageA));
  });
});

test('a path between two images needs both', () => {
  const courseOf = coursesOf({ parameters: parametersOf({}), images, feed: feedOf(PLAIN_FEED, images, 'NHWC') });
  expect(() => courseOf({}, [new Uint8Array(96), null])).toThrow('must have both; the last is missing');
});

describe('pictures', () => {
  test('of a straight path go evenly from one image to the other', async () => {
    const parameters = parametersOf({ samples: 4 });
    const [a, b] = await Promise.all([images.read(2), images.read(1)]);
    const { count, sample } = await pathPixels(parameters, images, { imageA: 2, imageB: 1 });
    expect(count).toBe(4);
    for (const k of [0, 1, 2, 3]) {
      const between = a.map((_, n) => Math.round(a[n]! + (k / 4) * (b[n]! - a[n]!)));
      expect(far(between, sample(k))).toBeLessThanOrEqual(1);
    }
    expect(sample(0)).toEqual(a);
  });

  test('along a direction are those of the network, in steps of unit norm of normalised pixel space', async () => {
    const input = { path: 'DIRECTION', directions: [{ kind: 'COMPOSITE_F' }, { kind: 'RANDOM' }], samples: 3, step: 2 };
    // From its middle no pixel is clipped.
    const grey = new Uint8Array(96).fill(128);
    const ofGrey = { ...images, read: async () => grey };
    const parameters = parametersOf(input);
    const [first, second] = await Promise.all(
      [0, 1].map((direction) => pathPixels(parameters, ofGrey, { imageA: 3, imageB: null, direction })),
    );
    for (const { sample } of [first!, second!]) {
      expect(sample(0)).toEqual(grey);
      const moved = Array.from(sample(1), (pixel, n) => (pixel - 128) / 255 / images.std[n % 2]!);
      expect(Math.abs(Math.hypot(...moved) - 2)).toBeLessThan(0.1);
    }
    expect(first!.sample(1)).not.toEqual(second!.sample(1));
  });

  test.each([-1, 4, 0.5, Number.NaN])('of a sample %f that is not there are refused', async (k) => {
    const { sample } = await pathPixels(parametersOf({ samples: 4 }), images, { imageA: 0, imageB: 1 });
    expect(() => sample(k)).toThrow(`a sample must be a whole number from 0 to 3; got ${k}`);
  });
});
