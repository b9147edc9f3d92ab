import { describe, expect, it } from 'vitest';
import { classDiversities } from './class-diversities.ts';
import type { ImageSource } from './images.ts';
import { randomImages } from './test-images.ts';

/** Mean distance over all pairs of a class, pair by pair. */
async function pairByPair(images: ImageSource, classIndex: number): Promise<number> {
  const own = [...images.labels.keys()].filter((index) => images.labels[index] === classIndex);
  const pixels = await Promise.all(own.map((index) => images.read(index)));
  const distances: number[] = [];
  for (const [k, a] of pixels.entries())
    for (const b of pixels.slice(k + 1)) distances.push(distanceOf(a, b, images.std));
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

function distanceOf(a: Uint8Array, b: Uint8Array, std: readonly number[]): number {
  let sum = 0;
  for (const [at, value] of a.entries()) sum += ((value - (b[at] ?? 0)) / 255 / (std[at % std.length] ?? 1)) ** 2;
  return Math.sqrt(sum);
}

describe('diversities of the classes of a dataset', () => {
  it('are mean distances over all pairs of their images', async () => {
    const images = randomImages(14);
    const diversities = await classDiversities(images);
    expect(diversities).toHaveLength(3);
    for (const [classIndex, diversity] of diversities.entries())
      expect(diversity).toBeCloseTo(await pairByPair(images, classIndex), 9);
  });

  it('are null of classes of one image and of none', async () => {
    const images = randomImages(4);
    expect(await classDiversities({ ...images, classes: [...images.classes, 'empty'], read: images.read })).toEqual([
      expect.any(Number),
      null,
      null,
      null,
    ]);
  });

  it('are null where comparing all images would take too long, and nothing is read', async () => {
    const images = randomImages(6);
    const read = () => Promise.reject(new Error('an image was read'));
    expect(await classDiversities({ ...images, imageShape: [800_000, 800_000, 3], read })).toEqual([null, null, null]);
  });

  it("are not null for as many images as CIFAR-10's training set has", async () => {
    const labels = Uint16Array.from({ length: 50_000 }, (_, k) => k % 10);
    const images = { ...randomImages(6), labels, classes: Array.from({ length: 10 }, (_, k) => `${k}`) };
    const read = () => Promise.reject(new Error('an image was read'));
    await expect(classDiversities({ ...images, imageShape: [32, 32, 3], read })).rejects.toThrow('an image was read');
  });
});
