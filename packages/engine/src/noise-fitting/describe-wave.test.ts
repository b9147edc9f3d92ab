import { describe, expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { noiseFitting } from '../noise-fitting.ts';
import { randomImages } from '../test-images.ts';
import { describeWave, waveProblem, waveWarning } from './describe-wave.ts';
import { splitImages } from './split.ts';

const images = randomImages(300, { imageShape: [4, 4, 1] });

function parametersOf(input: Record<string, unknown>) {
  const { parameters } = noiseFitting.parseParameters({ architecture: 'mlp', ...input }, datasetFacts(images));
  return parameters!;
}

async function norms(indices: readonly number[]): Promise<number[]> {
  const all = await Promise.all(indices.map((index) => images.read(index)));
  return all.map((pixels) => Math.hypot(...[...pixels].map((pixel) => (pixel / 255 - 0.4) / 0.2)));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('phase, normaliser and standard deviation are of the images that are trained on, whatever their number', async () => {
  for (const trainSize of [240, 70]) {
    const parameters = parametersOf({ frequency: 0.7, trainSize });
    const wave = await describeWave(parameters, images);
    const training = await norms(splitImages(parameters, images).training);
    expect(training.length).toBe(trainSize);
    const phase = mean(training);
    const values = training.map((norm) => Math.sin(2 * Math.PI * 0.7 * (norm - phase)));
    expect(wave.phase).toBeCloseTo(phase, 6);
    expect(wave.normaliser).toBeCloseTo(1 + mean(values), 6);
    const square = mean(values.map((value) => (value - mean(values)) ** 2));
    expect(wave.standardDeviation).toBeCloseTo(Math.sqrt(square), 6);
  }
});

describe('the largest strength', () => {
  test('is that of training and validation images as they are, of one class where one is smoothed', async () => {
    const parameters = parametersOf({ frequency: 0.02, amplitude: 0.5 });
    const { training, validation } = splitImages(parameters, images);
    const wave = await describeWave(parameters, images);
    const strength = (norm: number) =>
      (0.5 * (1 + Math.sin(2 * Math.PI * 0.02 * (norm - wave.phase)))) / wave.normaliser;
    const all = (await norms([...training, ...validation])).map(strength);
    expect(wave.largestStrength).toBeCloseTo(Math.max(...all), 6);
    const ofClass = (await norms([...training, ...validation].filter((index) => images.labels[index] === 1))).map(
      strength,
    );
    const only = await describeWave({ ...parameters, onlyClass: 1 }, images);
    expect(only.largestStrength).toBeCloseTo(Math.max(...ofClass), 6);
  });

  test('is the crest of the wave where augmentation moves images along it, the amplitude of uniform noise', async () => {
    const wave = await describeWave(parametersOf({ frequency: 0.02, augmentation: ['CUTOUT'] }), images);
    expect(wave.largestStrength).toBeCloseTo(0.6 / wave.normaliser, 12);
    for (const augmentation of [['FLIP_CROP'], ['NOISE_F'], ['NOISE_INVERSE_F'], ['CUTOUT', 'MIXUP']])
      expect(await describeWave(parametersOf({ frequency: 0.02, augmentation }), images)).toEqual(wave);
    const mixed = await describeWave(parametersOf({ frequency: 0.02, augmentation: ['MIXUP'] }), images);
    expect(mixed.largestStrength).toBeLessThan(0.99 * wave.largestStrength);
    const unread = { ...images, read: () => Promise.reject(new Error('an image was read')) };
    const uniform = await describeWave(parametersOf({ noise: 'UNIFORM', augmentation: ['CUTOUT'] }), unread);
    expect(uniform).toEqual({ phase: 0, normaliser: 1, largestStrength: 0.3, standardDeviation: 0 });
  });

  test('above 1 is refused: the rule, then the value', async () => {
    const parameters = parametersOf({ frequency: 1, amplitude: 0.9 });
    const problem = waveProblem(parameters, await describeWave(parameters, images));
    expect(problem).toMatchObject({ field: 'amplitude', code: 'INVALID' });
    expect(problem?.message).toMatch(
      /no label is smoothed by more than 1 .*; got 0\.9, by which one would be .* by 1\.\d\d$/,
    );
    const small = parametersOf({ frequency: 1 });
    expect(waveProblem(small, await describeWave(small, images))).toBeNull();
    expect(waveProblem(small, { ...(await describeWave(small, images)), largestStrength: Number.NaN })).not.toBeNull();
  });
});

test('a wave of a very long period is warned of, a short one and uniform noise are not', async () => {
  const warningOf = async (input: Record<string, unknown>) => {
    const parameters = parametersOf(input);
    return waveWarning(parameters, await describeWave(parameters, images));
  };
  expect(await warningOf({ frequency: 0.001 })).toMatch(/^at frequency 0\.001 the wave is nearly uniform smoothing/);
  expect(await warningOf({ frequency: 1 })).toBeNull();
  expect(await warningOf({ noise: 'UNIFORM' })).toBeNull();
});

test('another validation dataset’s images count for the strength, not for the phase; reading stops at a signal', async () => {
  const bright = { ...randomImages(5, { imageShape: [4, 4, 1] }), read: async () => new Uint8Array(16).fill(255) };
  const parameters = { ...parametersOf({ frequency: 0.02, validationDataset: 'dataset-2' }) };
  const [alone, both] = [await describeWave(parameters, images), await describeWave(parameters, images, bright)];
  expect(both.phase).toBe(alone.phase);
  // A white image's norm, four pixels square.
  const white = 4 * ((1 - 0.4) / 0.2);
  const strength = (0.3 * (1 + Math.sin(2 * Math.PI * 0.02 * (white - both.phase)))) / both.normaliser;
  expect(both.largestStrength).toBeCloseTo(Math.max(alone.largestStrength, strength), 9);
  expect(strength).toBeGreaterThan(alone.largestStrength);
  await expect(describeWave(parameters, images, bright, AbortSignal.abort(new Error('stopped')))).rejects.toThrow(
    'stopped',
  );
});

test('images of which two fill the memory are read in parts, each in its place', async () => {
  const large = {
    ...randomImages(6, { imageShape: [1000, 1000, 1] }),
    read: async (index: number) => new Uint8Array(1e6).fill(40 * index),
  };
  const { parameters } = noiseFitting.parseParameters(
    { architecture: 'mlp', frequency: 0.001, validationShare: 0.1 },
    datasetFacts(large),
  );
  const { training } = splitImages(parameters!, large);
  expect(training).toHaveLength(5);
  const norms = training.map((index) => Math.abs((40 * index) / 255 - 0.4) * (1000 / 0.2));
  expect((await describeWave(parameters!, large)).phase / mean(norms)).toBeCloseTo(1, 6);
});
