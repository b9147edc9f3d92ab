import { openDataset } from '@passband/datasets';
import type { ImageShape } from '@passband/engine';
import { DEMO } from '../bench/demo.ts';
import { inTemporaryFolder } from '../bench/temporary-folder.ts';

/** Images in normalised pixel space, one after another. */
export interface LabelledImages {
  images: Float32Array;
  labels: Uint16Array;
  count: number;
  imageShape: ImageShape;
  classCount: number;
}

/** The first `count` of the demo's images. */
export function demoImages(count: number): Promise<LabelledImages> {
  return inTemporaryFolder(async (workFolder) => {
    const dataset = await openDataset(DEMO.dataset, { workFolder });
    try {
      const { imageShape, labels, classes, mean, std } = dataset;
      const size = imageShape[0] * imageShape[1] * imageShape[2];
      const images = new Float32Array(count * size);
      for (let index = 0; index < count; index++)
        images.set(
          Float32Array.from(await dataset.read(index), (pixel, k) => {
            const channel = k % imageShape[2];
            return (pixel / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
          }),
          index * size,
        );
      return { images, labels: labels.slice(0, count), count, imageShape, classCount: classes.length };
    } finally {
      await dataset.close();
    }
  });
}

/** A batch of those images, the `from`-th to before the `to`-th, with one-hot targets. */
export function batchOf(
  { images, labels, count, classCount }: LabelledImages,
  from: number,
  to: number,
): { images: Float32Array; targets: Float32Array; count: number } {
  const size = images.length / count;
  const targets = new Float32Array((to - from) * classCount);
  labels.subarray(from, to).forEach((label, k) => {
    targets[k * classCount + label] = 1;
  });
  return { images: images.subarray(from * size, to * size), targets, count: to - from };
}
