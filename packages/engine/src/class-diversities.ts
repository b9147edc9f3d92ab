import { classDiversity, imagesByClass } from '@passband/spectrum';
import type { ImageSource } from './images.ts';

/** Products that are computed at most for one dataset: CIFAR-10's training set takes 3.8e11. */
const MOST_PRODUCTS = 1e12;

/**
 * Diversity of each class of a dataset, by class index: the mean L2 distance in normalised pixel space over all pairs of its
 * images. Null of a class of fewer than two images, and of all where the pairs times the values of an image are over 1e12.
 */
export async function classDiversities(images: ImageSource): Promise<(number | null)[]> {
  const byClass = imagesByClass(images.labels, images.classes.length);
  if (productsOf(byClass, images) > MOST_PRODUCTS) return byClass.map(() => null);
  const diversities: (number | null)[] = [];
  for (const own of byClass) diversities.push(classDiversity(await pixelsOf(images, own), own.length, images.std));
  return diversities;
}

function productsOf(byClass: readonly number[][], { imageShape: [height, width, channels] }: ImageSource): number {
  return byClass.reduce((sum, { length }) => sum + ((length * (length - 1)) / 2) * height * width * channels, 0);
}

/** Images of one class [count, height, width, channels]. */
async function pixelsOf(images: ImageSource, indices: readonly number[]): Promise<Uint8Array> {
  const [height, width, channels] = images.imageShape;
  const size = height * width * channels;
  const pixels = new Uint8Array(indices.length * size);
  for (const [k, index] of indices.entries()) pixels.set(await images.read(index), k * size);
  return pixels;
}
