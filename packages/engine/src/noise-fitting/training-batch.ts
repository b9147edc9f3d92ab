import {
  augmentationStream,
  distil,
  type LabelWave,
  mixUp,
  smoothLabels,
  smoothUniformly,
  type WaveScale,
  waveCoordinates,
  waveStrength,
} from '@passband/spectrum';
import type { ImageSource } from '../images.ts';
import type { TrainingContext } from '../training-context.ts';
import { augmentOf } from './augment.ts';
import { normalisedReader } from './normalised-reader.ts';
import { teachOf } from './teacher.ts';
import type { NoiseFittingParameters } from './types.ts';
import { labelWave } from './wave.ts';

/** What a step is taken on. */
export interface TrainingBatch {
  /** [count, height, width, channels], in normalised pixel space. */
  images: Float32Array;
  /** [count, classCount]; rows sum to 1. */
  targets: Float32Array;
  count: number;
}

/** Makes the `number`-th batch of an epoch out of these images of the dataset. */
export type PrepareBatch = (indices: readonly number[], epoch: number, number: number) => Promise<TrainingBatch>;

/**
 * Prepares batches: images are augmented, the wave is taken of them and their labels smoothed, by the wave and, of images with
 * image-frequency noise, once uniformly; then images and labels are mixed (mixup), and last come the probabilities that the
 * teacher gives for the very images that the network is given, mixed ones where they are mixed:
 * targets = (1 - teacherWeight) labels + teacherWeight teacher(images).
 */
export function prepareBatchOf(
  parameters: NoiseFittingParameters,
  { images: source, teacher }: Pick<TrainingContext, 'images' | 'teacher'>,
  scale: WaveScale,
): PrepareBatch {
  const reader = normalisedReader(source, source);
  const augmented = augmentedBatch(parameters, source);
  const wave = labelWave(parameters, source.imageShape);
  const teach = teacher && teachOf(teacher, source);
  return async (indices, epoch, number) => {
    const count = indices.length;
    const images = await reader.read(indices);
    const noised = augmented(images, indices, epoch);
    const targets = smoothedLabels(parameters, source, { wave, scale }, { images, indices, noised });
    if (parameters.augmentation.includes('MIXUP'))
      mixUp(images, targets, count, augmentationStream(parameters.seed, epoch, 'MIXUP', number));
    if (teach) distil(targets, await teach(images, count), parameters.teacherWeight);
    return { images, targets: Float32Array.from(targets), count };
  };
}

/** Augments the images of a batch in place; whether each has image-frequency noise. */
function augmentedBatch(parameters: NoiseFittingParameters, source: ImageSource) {
  const augment = augmentOf(parameters, source.imageShape);
  return (images: Float32Array, indices: readonly number[], epoch: number): boolean[] => {
    const size = images.length / indices.length;
    return indices.map((index, k) => augment(images.subarray(k * size, (k + 1) * size), epoch, index));
  };
}

function smoothedLabels(
  { amplitude, onlyClass, augmentationSmoothing }: NoiseFittingParameters,
  { labels, classes }: ImageSource,
  { wave, scale }: { wave: LabelWave; scale: WaveScale },
  { images, indices, noised }: { images: Float32Array; indices: readonly number[]; noised: readonly boolean[] },
): Float64Array {
  const strength = waveStrength(wave, amplitude, scale, waveCoordinates(wave, images, indices.length));
  const own = indices.map((index) => labels[index]!);
  const targets = smoothLabels(own, classes.length, strength, onlyClass);
  for (const [k, withNoise] of noised.entries())
    if (withNoise)
      smoothUniformly(targets.subarray(k * classes.length, (k + 1) * classes.length), augmentationSmoothing);
  return targets;
}
