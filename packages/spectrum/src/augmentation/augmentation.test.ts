import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fourierCompositeImage } from '../fourier-basis.ts';
import type { ImageShape } from '../image-shape.ts';
import { xoshiro128 } from '../xoshiro.ts';
import { cutout } from './cutout.ts';
import { distil } from './distillation.ts';
import { augmentationStream, epochOrder } from './epoch-order.ts';
import { flipAndCrop } from './flip-crop.ts';
import { addImageNoise, imageNoise } from './image-noise.ts';
import { mixUp } from './mixup.ts';

const side = fc.integer({ min: 1, max: 12 });
const shape = fc.tuple(side, side, fc.integer({ min: 1, max: 3 }));
const seed = fc.nat(1000);
/** No value twice, none of them 0. */
const numbered = ([height, width, channels]: ImageShape) =>
  Float32Array.from({ length: height * width * channels }, (_, k) => k + 1);
const times = (count: number) => Array.from({ length: count }, (_, k) => k);

describe('an epoch’s order', () => {
  test('is a permutation, the same for the same seed and epoch, another for others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { maxLength: 60 }), seed, fc.nat(50), (images, key, epoch) => {
        const order = epochOrder(images, key, epoch);
        expect([...order].sort((a, b) => a - b)).toEqual([...images].sort((a, b) => a - b));
        expect(epochOrder(images, key, epoch)).toEqual(order);
      }),
    );
    expect(epochOrder(times(50), 0, 1)).not.toEqual(epochOrder(times(50), 0, 2));
    expect(epochOrder(times(50), 0, 1)).not.toEqual(epochOrder(times(50), 1, 1));
    expect(epochOrder(times(50), 0, 2)).not.toEqual(epochOrder(times(50), 1, 1));
  });
});

describe('flip and crop', () => {
  test('moves every pixel by the same at most 4 places, mirrored or not, zeros where nothing came from', () => {
    fc.assert(
      fc.property(shape, seed, (size, key) => {
        const [height, width, channels] = size;
        const [image, before] = [numbered(size), numbered(size)];
        flipAndCrop(image, size, xoshiro128(`${key}`));
        const moves = [false, true].flatMap((mirrored) =>
          times(81).map((k) => moved(before, size, mirrored, Math.floor(k / 9) - 4, (k % 9) - 4).join()),
        );
        expect(image.length).toBe(height * width * channels);
        expect(moves).toContain(image.join());
      }),
    );
  });

  test('mirrors half the images and moves by -4 to 4 equally often', () => {
    const rows = times(9000).map((k) => {
      const image = numbered([1, 20, 1]);
      flipAndCrop(image, [1, 20, 1], augmentationStream(0, 0, 'flip-crop', k));
      return image;
    });
    // Where the image was cropped out of sight above or below, nothing can be seen.
    const seen = rows.filter((row) => row[10] !== 0);
    const mirrored = seen.filter((row) => row[10]! > row[11]!).length;
    expect(Math.abs(seen.length / rows.length - 1 / 9)).toBeLessThan(0.015);
    expect(Math.abs(mirrored / seen.length - 0.5)).toBeLessThan(0.07);
    expect(new Set(seen.filter((row) => row[10]! < row[11]!).map((row) => row[10]! - 11)).size).toBe(9);
  });
});

/** The image that flip and crop should give. */
function moved(before: Float32Array, size: ImageShape, mirrored: boolean, top: number, left: number): number[] {
  const [height, width, channels] = size;
  return times(before.length).map((at) => {
    const y = Math.floor(at / (width * channels)) + top;
    const x = (Math.floor(at / channels) % width) + left;
    if (y < 0 || y >= height || x < 0 || x >= width) return 0;
    return before[(y * width + (mirrored ? width - 1 - x : x)) * channels + (at % channels)]!;
  });
}

test('cutout sets to zero at most a square of half the shorter side, at least a quarter of it, and nothing else', () => {
  fc.assert(
    fc.property(shape, seed, (size, key) => {
      const [image, before] = [numbered(size), numbered(size)];
      cutout(image, size, xoshiro128(`${key}`));
      const length = Math.floor(Math.min(size[0], size[1]) / 2);
      const gone = image.filter((value) => value === 0).length / size[2];
      expect(gone).toBeLessThanOrEqual(length * length);
      expect(gone).toBeGreaterThanOrEqual((Math.floor(length / 2) || Math.min(1, length)) ** 2);
      image.forEach((value, k) => {
        if (value !== 0) expect(value).toBe(before[k]);
      });
    }),
  );
});

test('the centre of what is cut out is each pixel, as often as any other', () => {
  const counts = new Map<string, number>();
  for (let k = 0; k < 2400; k++) {
    const image = numbered([4, 6, 1]);
    cutout(image, [4, 6, 1], augmentationStream(0, 0, 'cutout', k));
    counts.set(image.join(), (counts.get(image.join()) ?? 0) + 1);
  }
  // A square of two pixels a side covers others wherever its centre is.
  expect(counts.size).toBe(24);
  for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(50);
});

describe('image-frequency noise', () => {
  test('is the composite image of the norm that was asked for, the same in every channel', () => {
    fc.assert(
      fc.property(shape, fc.constantFrom('COMPOSITE_F', 'COMPOSITE_INVERSE_F'), (size, kind) => {
        const noise = imageNoise(kind, size, 2);
        const grey = fourierCompositeImage(kind, size[0], size[1]);
        const scale = 2 / Math.hypot(...grey) / Math.sqrt(size[2]);
        expect(Math.hypot(...noise)).toBeCloseTo(2, 5);
        noise.forEach((value, k) => {
          expect(value).toBeCloseTo(scale * grey[Math.floor(k / size[2])]!, 5);
        });
      }),
    );
  });

  test('is added to half the images', () => {
    const noise = imageNoise('COMPOSITE_F', [2, 2, 1], 2);
    const noised = times(4000).filter((k) => {
      const image = new Float32Array(4);
      const added = addImageNoise(image, noise, augmentationStream(3, 1, 'noise', k));
      expect(Math.hypot(...image)).toBeCloseTo(added ? 2 : 0, 5);
      return added;
    });
    expect(Math.abs(noised.length / 4000 - 0.5)).toBeLessThan(0.03);
  });
});

describe('mixup', () => {
  test('keeps the sum of images and of labels over the batch; every row of labels still sums to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), seed, (count, key) => {
        const images = Float32Array.from({ length: count * 3 }, (_, k) => k);
        const targets = Float64Array.from({ length: count * 2 }, (_, k) => ((k + (k >> 1)) % 2 === 0 ? 1 : 0));
        const before = [images, targets].map((all) => [...all].reduce((sum, value) => sum + value, 0));
        mixUp(images, targets, count, xoshiro128(`${key}`));
        expect([...images].reduce((sum, value) => sum + value, 0)).toBeCloseTo(before[0]!, 3);
        expect([...targets].reduce((sum, value) => sum + value, 0)).toBeCloseTo(before[1]!, 9);
        for (const k of times(count)) expect(targets[2 * k]! + targets[2 * k + 1]!).toBeCloseTo(1, 12);
      }),
    );
  });

  test('mixes a batch with each order of it, as often as with any other', () => {
    const counts = new Map<string, number>();
    for (let k = 0; k < 3000; k++) {
      const images = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
      mixUp(images, new Float64Array(3), 3, augmentationStream(0, 0, 'mixup', k));
      const partners = times(3).map((image) =>
        times(3).find((other) => other !== image && images[3 * image + other]! > 0),
      );
      counts.set(partners.join(), (counts.get(partners.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(80);
  });

  test('mixes labels as it mixes images, by a lambda that is uniform over batches', () => {
    const lambdas = times(3000).map((k) => {
      const images = Float32Array.of(1, 0);
      const targets = Float64Array.of(1, 0, 0, 1);
      mixUp(images, targets, 2, augmentationStream(0, 0, 'mixup', k));
      expect(Math.abs(images[0]! - targets[0]!)).toBeLessThan(1e-7);
      return targets[0]!;
    });
    const mixed = lambdas.filter((lambda) => lambda < 1);
    expect(Math.abs(mixed.length / 3000 - 0.5)).toBeLessThan(0.04);
    expect(Math.abs(mixed.reduce((sum, value) => sum + value, 0) / mixed.length - 0.5)).toBeLessThan(0.03);
  });
});

test('what is drawn depends on seed, epoch, augmentation and image', () => {
  const keys = [
    [0, 0, 'a', 0],
    [1, 0, 'a', 0],
    [0, 1, 'a', 0],
    [0, 0, 'b', 0],
    [0, 0, 'a', 1],
  ] as const;
  const words = keys.map(([key, epoch, name, number]) => augmentationStream(key, epoch, name, number).word());
  expect(new Set(words).size).toBe(5);
});

test('distilled targets go evenly from the labels at weight 0 to the teacher at 1', () => {
  const [labels, teacher] = [Float64Array.of(1, 0, 0, 1), Float64Array.of(0.25, 0.75, 0.5, 0.5)];
  const distilled = (weight: number) => {
    const targets = labels.slice();
    distil(targets, teacher, weight);
    return targets;
  };
  expect(distilled(0)).toEqual(labels);
  expect(distilled(0.25)).toEqual(Float64Array.of(0.8125, 0.1875, 0.125, 0.875));
  expect(distilled(0.5)).toEqual(Float64Array.of(0.625, 0.375, 0.25, 0.75));
  expect(distilled(1)).toEqual(teacher);
});
