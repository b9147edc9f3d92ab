import {
  type LabelWave,
  largestSmoothing,
  type WaveScale,
  waveCoordinates,
  waveDeviation,
  waveScale,
  waveStrength,
} from '@passband/spectrum';
import type { ImageSource } from '../images.ts';
import type { ParameterProblem } from '../parameter-problem.ts';
import { normalisedReader, partsOf } from './normalised-reader.ts';
import { splitImages } from './split.ts';
import type { Augmentation, NoiseFittingParameters } from './types.ts';
import { labelWave } from './wave.ts';

/** Values of images that are in memory at a time: 8 MB. */
const PART_VALUES = 2 ** 21;
const NEARLY_UNIFORM = 0.2;
/** These change an image before the wave is taken of it, so that it may come to lie anywhere on the wave. */
const MOVING: readonly Augmentation[] = ['FLIP_CROP', 'CUTOUT', 'NOISE_F', 'NOISE_INVERSE_F'];

/** A wave over the images of a measurement. */
export interface WaveDescription extends WaveScale {
  /**
   * The most that a label is smoothed: of training and validation images as they are, or, where augmentation moves images,
   * at the wave's crest, 2 amplitude / normaliser.
   */
  largestStrength: number;
  /** Of the wave over the training set, without augmentation. */
  standardDeviation: number;
}

/** Reads every image that is trained or validated on once, 8 MB at a time; `validation` is the other dataset, if any. */
export async function describeWave(
  parameters: NoiseFittingParameters,
  images: ImageSource,
  validation: ImageSource | null = null,
  signal?: AbortSignal,
): Promise<WaveDescription> {
  const wave = labelWave(parameters, images.imageShape);
  const split = splitImages(parameters, images);
  const training = await coordinatesOf(wave, { source: images, space: images, signal }, split.training);
  const scale = waveScale(wave, training);
  const held = validation ?? images;
  const chosen = validation ? [...validation.labels.keys()] : split.validation;
  const heldCoordinates = await coordinatesOf(wave, { source: held, space: images, signal }, chosen);
  const largest = (indices: readonly number[], { labels }: ImageSource, coordinates: Float64Array): number => {
    const strength = waveStrength(wave, parameters.amplitude, scale, coordinates);
    return largestSmoothing(
      indices.map((index) => labels[index]!),
      strength,
      parameters.onlyClass,
    );
  };
  const asTheyAre = Math.max(largest(split.training, images, training), largest(chosen, held, heldCoordinates));
  const moved = wave.kind !== 'UNIFORM' && parameters.augmentation.some((one) => MOVING.includes(one));
  return {
    ...scale,
    largestStrength: moved ? (2 * parameters.amplitude) / scale.normaliser : asTheyAre,
    standardDeviation: waveDeviation(wave, scale, training),
  };
}

/** What is wrong with a wave's amplitude: a label would be smoothed by more than 1. Null where nothing is. */
export function waveProblem(
  { amplitude }: Pick<NoiseFittingParameters, 'amplitude'>,
  { largestStrength }: WaveDescription,
): ParameterProblem | null {
  if (largestStrength <= 1) return null;
  const message = `amplitude must be so small that no label is smoothed by more than 1 at the wave's height; got ${amplitude}, by which one would be smoothed by ${largestStrength.toPrecision(3)}`;
  return { field: 'amplitude', message, code: 'INVALID' };
}

/** What a person should know of a wave before it is trained on; null where nothing. */
export function waveWarning(
  { noise, frequency }: Pick<NoiseFittingParameters, 'noise' | 'frequency'>,
  { standardDeviation }: WaveDescription,
): string | null {
  if (noise === 'UNIFORM' || standardDeviation >= NEARLY_UNIFORM) return null;
  return `at frequency ${frequency} the wave is nearly uniform smoothing: its standard deviation over the training set is ${standardDeviation.toPrecision(2)}, below ${NEARLY_UNIFORM}; choose a higher frequency`;
}

async function coordinatesOf(
  wave: LabelWave,
  { source, space, signal }: { source: ImageSource; space: ImageSource; signal: AbortSignal | undefined },
  indices: readonly number[],
): Promise<Float64Array> {
  const out = new Float64Array(indices.length);
  if (wave.kind === 'UNIFORM') return out;
  const reader = normalisedReader(source, space);
  const partSize = Math.max(1, Math.floor(PART_VALUES / reader.imageSize));
  for (const [k, part] of partsOf(indices, partSize).entries()) {
    signal?.throwIfAborted();
    out.set(waveCoordinates(wave, await reader.read(part), part.length), k * partSize);
  }
  return out;
}
