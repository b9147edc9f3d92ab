import {
  addImageNoise,
  augmentationStream,
  cutout,
  flipAndCrop,
  imageNoise,
  mixUp,
  smoothLabels,
  smoothUniformly,
  waveCoordinates,
  waveStrength,
} from '@passband/spectrum';
import { expect, test } from 'vitest';
import { datasetFacts } from '../dataset-facts.ts';
import { noiseFitting } from '../noise-fitting.ts';
import { randomImages } from '../test-images.ts';
import { augmentOf } from './augment.ts';
import { prepareBatchOf } from './training-batch.ts';
import type { NoiseFittingParameters } from './types.ts';
import { labelWave } from './wave.ts';

const images = randomImages(20, { imageShape: [10, 9, 2] });
const size = 180;
const scale = { phase: 1.5, normaliser: 1.25 };
const indices = Array.from({ length: 12 }, (_, k) => 19 - k);

function parametersOf(input: object): NoiseFittingParameters {
  const { parameters } = noiseFitting.parseParameters(
    { architecture: 'mlp', frequency: 0.3, amplitude: 0.4, seed: 3, ...input },
    datasetFacts(images),
  );
  if (!parameters) throw new Error('the parameters of a test must be right');
  return parameters;
}

async function normalised(index: number): Promise<Float32Array> {
  const pixels = await images.read(index);
  return Float32Array.from(pixels, (pixel, k) => (pixel / 255 - images.mean[k % 2]!) / images.std[k % 2]!);
}

test('an image is flipped and cropped, cut out and given each noise, in this order, by streams of its own', async () => {
  const augmentation = ['NOISE_INVERSE_F', 'CUTOUT', 'NOISE_F', 'FLIP_CROP'];
  const augment = augmentOf(parametersOf({ augmentation, augmentationNorm: 1.5 }), [10, 9, 2]);
  const noised = new Set<string>();
  for (const index of indices) {
    const [image, expected] = [await normalised(index), await normalised(index)];
    const was = augment(image, 7, index);
    const stream = (name: string) => augmentationStream(3, 7, name, index);
    flipAndCrop(expected, [10, 9, 2], stream('FLIP_CROP'));
    cutout(expected, [10, 9, 2], stream('CUTOUT'));
    const f = addImageNoise(expected, imageNoise('COMPOSITE_F', [10, 9, 2], 1.5), stream('NOISE_F'));
    const inverse = imageNoise('COMPOSITE_INVERSE_F', [10, 9, 2], 1.5);
    const inverseF = addImageNoise(expected, inverse, stream('NOISE_INVERSE_F'));
    expect(image).toEqual(expected);
    expect(was).toBe(f || inverseF);
    noised.add(`${f} ${inverseF}`);
  }
  expect(noised.size).toBe(4);
});

test('without augmentation an image stays as it is', async () => {
  const image = await normalised(4);
  expect(augmentOf(parametersOf({}), [10, 9, 2])(image, 0, 4)).toBe(false);
  expect(image).toEqual(await normalised(4));
});

test.each([[[]], [['NOISE_F']], [['NOISE_F', 'MIXUP']]])(
  'labels are smoothed by the wave, of images with noise once more, and mixed last, with %j',
  async (augmentation) => {
    const parameters = parametersOf({ augmentation, augmentationSmoothing: 0.25 });
    const batch = await prepareBatchOf(parameters, { images, teacher: null }, scale)(indices, 2, 5);
    const augment = augmentOf(parameters, [10, 9, 2]);
    const expected = new Float32Array(12 * size);
    const noised: boolean[] = [];
    for (const [k, index] of indices.entries()) {
      const image = await normalised(index);
      noised.push(augment(image, 2, index));
      expected.set(image, k * size);
    }
    const wave = labelWave(parameters, [10, 9, 2]);
    const strength = waveStrength(wave, 0.4, scale, waveCoordinates(wave, expected, 12));
    const labels = indices.map((index) => index % 3);
    const targets = smoothLabels(labels, 3, strength, null);
    noised.forEach((was, k) => {
      if (was) smoothUniformly(targets.subarray(3 * k, 3 * k + 3), 0.25);
    });
    if (augmentation.includes('MIXUP')) mixUp(expected, targets, 12, augmentationStream(3, 2, 'MIXUP', 5));
    expect(batch).toEqual({ images: expected, targets: Float32Array.from(targets), count: 12 });
  },
);
