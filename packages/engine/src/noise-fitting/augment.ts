import { addImageNoise, augmentationStream, cutout, flipAndCrop, imageNoise } from '@passband/spectrum';
import type { ImageShape } from '../classifier.ts';
import type { NoiseFittingParameters } from './types.ts';

/** Changes an image of an epoch in place, by its index in the dataset; whether image-frequency noise was added to it. */
export type Augment = (image: Float32Array, epoch: number, index: number) => boolean;

/**
 * What is done to each image before the wave is taken of it: flip and crop, cutout, image-frequency noise, in this order, those
 * of them that the parameters name. Mixup is of a batch and comes after the wave.
 */
export function augmentOf(
  { augmentation, augmentationNorm, seed }: NoiseFittingParameters,
  imageShape: ImageShape,
): Augment {
  const noises = [
    { name: 'NOISE_F', kind: 'COMPOSITE_F' },
    { name: 'NOISE_INVERSE_F', kind: 'COMPOSITE_INVERSE_F' },
  ] as const;
  const added = noises
    .filter(({ name }) => augmentation.includes(name))
    .map(({ name, kind }) => ({ name, noise: imageNoise(kind, imageShape, augmentationNorm) }));
  return (image, epoch, index) => {
    const streamOf = (name: string) => augmentationStream(seed, epoch, name, index);
    if (augmentation.includes('FLIP_CROP')) flipAndCrop(image, imageShape, streamOf('FLIP_CROP'));
    if (augmentation.includes('CUTOUT')) cutout(image, imageShape, streamOf('CUTOUT'));
    // Each noise is drawn for itself: an image may have both.
    return added.map(({ name, noise }) => addImageNoise(image, noise, streamOf(name))).includes(true);
  };
}
