import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Dataset, openDataset } from '@passband/datasets';
import {
  crossEntropySum,
  fourierBasisImage,
  fourierCompositeImage,
  type LabelWave,
  noiseFitting,
  randomDirection,
  smoothLabels,
  waveCoordinates,
  waveDeviation,
  waveFitting,
  waveScale,
  waveStrength,
} from '@passband/spectrum';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Numbers made with the reference by label_waves_golden.py. */
interface Golden {
  images: string;
  train: number;
  validation: number;
  amplitude: number;
  seed: number;
  i: number;
  j: number;
  scores: number[];
  waves: {
    noise: string;
    frequency: number;
    onlyClass: number | null;
    phase: number;
    normaliser: number;
    standardDeviation: number;
    trainStrength: number[];
    labels: number[];
    noiseFitting: number;
    waveFitting: number;
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('label-waves-golden.json', import.meta.url), 'utf8'));
const DEMO = fileURLToPath(new URL('../../packages/demo/data/', import.meta.url));
const { train, validation, amplitude, seed } = golden;
const CLASSES = 10;

let workFolder: string;
let dataset: Dataset;
let training: Float32Array;
let held: Float32Array;
let labels: number[];

beforeAll(async () => {
  workFolder = await mkdtemp(join(tmpdir(), 'passband-waves-'));
  dataset = await openDataset(join(DEMO, golden.images), { workFolder });
  training = await normalised(0, train);
  held = await normalised(train, validation);
  labels = [...dataset.labels.slice(train, train + validation)];
});
afterAll(async () => {
  await dataset.close();
  await rm(workFolder, { recursive: true });
});

/** As a network in training is given them: float32. */
async function normalised(first: number, count: number): Promise<Float32Array> {
  const images = new Float32Array(count * 784);
  for (let k = 0; k < count; k++) {
    const pixels = await dataset.read(first + k);
    images.set(
      Float32Array.from(pixels, (pixel) => (pixel / 255 - dataset.mean[0]!) / dataset.std[0]!),
      k * 784,
    );
  }
  return images;
}

const DIRECTIONS: Record<string, () => Float64Array> = {
  RANDOM_DIRECTION: () => randomDirection(784, seed),
  FOURIER_DIRECTION: () => fourierBasisImage(golden.i, golden.j, 28, 28),
  COMPOSITE_F: () => fourierCompositeImage('COMPOSITE_F', 28, 28),
  COMPOSITE_INVERSE_F: () => fourierCompositeImage('COMPOSITE_INVERSE_F', 28, 28),
};

function waveOf(noise: string, frequency: number): LabelWave {
  if (noise === 'RADIAL') return { kind: 'RADIAL', frequency };
  const direction = DIRECTIONS[noise]?.();
  return direction ? { kind: 'DIRECTION', frequency, direction } : { kind: 'UNIFORM' };
}

const largest = (got: ArrayLike<number>, want: readonly number[]) =>
  Math.max(...want.map((value, k) => Math.abs(got[k]! - value)));

describe.each(golden.waves)('$noise at frequency $frequency of class $onlyClass, on real images', (wanted) => {
  const wave = waveOf(wanted.noise, wanted.frequency);
  const { onlyClass } = wanted;

  test('phase, normaliser and standard deviation are those of the whole training set', () => {
    const coordinates = waveCoordinates(wave, training, train);
    const scale = waveScale(wave, coordinates);
    expect(Math.abs(scale.phase - wanted.phase)).toBeLessThan(1e-6);
    expect(Math.abs(scale.normaliser - wanted.normaliser)).toBeLessThan(1e-6);
    expect(Math.abs(waveDeviation(wave, scale, coordinates) - wanted.standardDeviation)).toBeLessThan(1e-6);
    expect(largest(waveStrength(wave, amplitude, scale, coordinates), wanted.trainStrength)).toBeLessThan(1e-6);
  });

  test('validation labels are smoothed with the training set’s, to 1e-6, and so are the fittings', () => {
    const scale = waveScale(wave, waveCoordinates(wave, training, train));
    const strength = waveStrength(wave, amplitude, scale, waveCoordinates(wave, held, validation));
    const noisy = smoothLabels(labels, CLASSES, strength, onlyClass);
    expect(largest(noisy, wanted.labels)).toBeLessThan(1e-6);
    const scores = Float64Array.from(golden.scores);
    const lossOn = (targets: Float64Array) => crossEntropySum(scores, targets, CLASSES) / validation;
    const uniformly = (one: number) => smoothLabels(labels, CLASSES, Array(validation).fill(one), onlyClass);
    const losses = {
      cleanLoss: lossOn(uniformly(0)),
      noisyLoss: lossOn(noisy),
      uniformLoss: lossOn(uniformly(amplitude)),
    };
    expect(Math.abs(noiseFitting(losses) - wanted.noiseFitting)).toBeLessThan(1e-6);
    expect(Math.abs(waveFitting(losses)! - wanted.waveFitting)).toBeLessThan(1e-6);
  });
});
