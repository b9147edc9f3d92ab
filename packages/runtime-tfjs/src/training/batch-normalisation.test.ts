import type { Rank, Tensor, Variable } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { wasmBackend } from '../own-copy.ts';
import type { Tf } from '../tf.ts';
import { type NormalisationWeights, normalisedInTraining } from './batch-normalisation.ts';

const SHAPE: [number, number, number, number] = [3, 4, 5, 2];
const OPTIONS = { momentum: 0.9, epsilon: 1e-5 };

let core: Tf['core'];
beforeAll(async () => {
  core = (await wasmBackend()).tf.core;
});

const values = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, k) => 1 + Math.sin(seed + 12.9898 * k * k));
const variable = (...numbers: number[]): Variable => core.tidy(() => core.variable(core.tensor1d(numbers)));

function weightsOf(): NormalisationWeights {
  return {
    ...{ scale: variable(1.5, 0.7), shift: variable(-0.2, 0.3) },
    ...{ movingMean: variable(10, 20), movingVariance: variable(1, 2) },
  };
}

test('its values and gradients are those that TensorFlow.js composes of moments', () => {
  const weights = weightsOf();
  const images = core.tensor4d(values(120, 1), SHAPE);
  const back = core.tensor4d(values(120, 2), SHAPE);
  const composed = (x: Tensor, scale: Tensor, shift: Tensor): Tensor => {
    const { mean, variance } = core.moments(x, [0, 1, 2]);
    const byChannel = (one: Tensor): Tensor<Rank.R1> => core.reshape<Rank.R1>(one, [2]);
    return core.batchNorm4d(
      ...([core.reshape<Rank.R4>(x, SHAPE), byChannel(mean), byChannel(variance)] as const),
      ...([byChannel(shift), byChannel(scale), OPTIONS.epsilon] as const),
    );
  };
  const gradients = (run: (x: Tensor, scale: Tensor, shift: Tensor) => Tensor): Tensor[] =>
    core.grads((x, scale, shift) => core.sum(core.mul(run(x, scale, shift), back)))([
      images,
      weights.scale,
      weights.shift,
    ]);
  const ours = gradients((x) => normalisedInTraining(core, x, weights, OPTIONS));
  const reference = gradients(composed);
  for (const [k, gradient] of ours.entries()) expectClose(gradient, reference[k]!);
  expectClose(normalisedInTraining(core, images, weights, OPTIONS), composed(images, weights.scale, weights.shift));
});

test('moving mean and variance follow those of the batch by a tenth', () => {
  const weights = weightsOf();
  const images = core.tensor4d(values(120, 3), SHAPE);
  normalisedInTraining(core, images, weights, OPTIONS);
  const { mean, variance } = core.moments(images, [0, 1, 2]);
  expectClose(weights.movingMean, core.add(core.mul([10, 20], 0.9), core.mul(mean, 0.1)));
  expectClose(weights.movingVariance, core.add(core.mul([1, 2], 0.9), core.mul(variance, 0.1)));
});

function expectClose(found: Tensor, expected: Tensor): void {
  const wanted = expected.dataSync();
  expect(found.shape).toEqual(expected.shape);
  found.dataSync().forEach((value, k) => {
    expect(Math.abs(value - wanted[k]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted[k]!)));
  });
}
