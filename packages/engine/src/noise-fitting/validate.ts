import { setImmediate } from 'node:timers/promises';
import {
  crossEntropySum,
  type LabelWave,
  mostLikely,
  smoothLabels,
  type WaveScale,
  waveCoordinates,
  waveStrength,
} from '@passband/spectrum';
import type { ImageSource } from '../images.ts';
import type { NetworkInTraining } from '../trainer.ts';
import { type NormalisedReader, partsOf } from './normalised-reader.ts';
import type { Course } from './train-epoch.ts';
import type { NoiseFittingEpochRecord, NoiseFittingParameters } from './types.ts';

/** Images that losses are taken on, and the wave with the training set's phase and normaliser. */
export interface Validation {
  source: ImageSource;
  indices: readonly number[];
  reader: NormalisedReader;
  wave: LabelWave;
  scale: WaveScale;
  batchSize: number;
}

/** Losses (nats) and accuracy, means over validation images. */
type ValidationLosses = Record<Exclude<keyof NoiseFittingEpochRecord, 'trainLoss'>, number>;

/** Losses, NaN where a score is not finite, and accuracy (the first of equally likely classes counts) of validation images. */
export async function validate(
  network: NetworkInTraining,
  parameters: NoiseFittingParameters,
  validation: Validation,
  { signal, done }: Course,
): Promise<ValidationLosses> {
  const sums = { cleanLoss: 0, noisyLoss: 0, uniformLoss: 0, cleanAccuracy: 0 };
  for (const indices of partsOf(validation.indices, validation.batchSize)) {
    await setImmediate();
    signal.throwIfAborted();
    const images = await validation.reader.read(indices);
    const scores = Float64Array.from(await network.scores(images, indices.length));
    addLosses(sums, parameters, validation, { indices, images, scores });
    done(indices.length);
  }
  const count = validation.indices.length;
  return {
    cleanLoss: sums.cleanLoss / count,
    noisyLoss: sums.noisyLoss / count,
    uniformLoss: sums.uniformLoss / count,
    cleanAccuracy: sums.cleanAccuracy / count,
  };
}

function addLosses(
  sums: ValidationLosses,
  { amplitude, onlyClass }: NoiseFittingParameters,
  { source, wave, scale }: Validation,
  { indices, images, scores }: { indices: readonly number[]; images: Float32Array; scores: Float64Array },
): void {
  const classCount = source.classes.length;
  const labels = indices.map((index) => source.labels[index]!);
  const strength = waveStrength(wave, amplitude, scale, waveCoordinates(wave, images, indices.length));
  const lossOn = (smoothing: ArrayLike<number>): number =>
    crossEntropySum(scores, smoothLabels(labels, classCount, smoothing, onlyClass), classCount);
  sums.cleanLoss += lossOn(labels.map(() => 0));
  sums.noisyLoss += lossOn(strength);
  sums.uniformLoss += lossOn(labels.map(() => amplitude));
  for (const [k, label] of labels.entries()) if (mostLikely(scores, classCount, k) === label) sums.cleanAccuracy++;
}
