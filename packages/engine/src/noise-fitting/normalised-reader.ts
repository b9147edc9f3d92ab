import { normalisedLevels } from '../feed.ts';
import { scatteredReader } from '../image-cache.ts';
import type { ImageSource } from '../images.ts';

/** Images of a dataset in normalised pixel space, any of them at a time. */
export interface NormalisedReader {
  /** Values of one image. */
  readonly imageSize: number;
  /** One after another [count, height, width, channels]; the array is the caller's. */
  read(indices: readonly number[]): Promise<Float32Array>;
}

/** Reads images of `source` in the normalised pixel space of `space`, the dataset that is trained on. */
export function normalisedReader(
  source: ImageSource,
  space: Pick<ImageSource, 'imageShape' | 'mean' | 'std'>,
): NormalisedReader {
  const levels = normalisedLevels(space);
  const [height, width, channels] = space.imageShape;
  const imageSize = height * width * channels;
  const readPixels = scatteredReader(source);
  return {
    imageSize,
    async read(indices) {
      const pixels = await Promise.all(indices.map(readPixels));
      const images = new Float32Array(indices.length * imageSize);
      for (const [n, image] of pixels.entries())
        for (let k = 0; k < imageSize; k++) images[n * imageSize + k] = levels[(k % channels) * 256 + image[k]!]!;
      return images;
    },
  };
}

/** Items in parts of `size`, the last one shorter. */
export function partsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, k) => items.slice(k * size, (k + 1) * size));
}
