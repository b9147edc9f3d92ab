import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { wasmBackend } from '../own-copy.ts';
import type { Tf } from '../tf.ts';
import { Nesterov } from './nesterov.ts';

let core: Tf['core'];
beforeAll(async () => {
  core = (await wasmBackend()).tf.core;
});

const variable = (...numbers: number[]): Variable => core.tidy(() => core.variable(core.tensor1d(numbers)));
const numbersOf = (tensor: Tensor): number[] => [...tensor.dataSync()];

/** The weights after some steps on gradients, as PyTorch's SGD with nesterov=True moves them. */
function expectedWeights(
  start: number,
  gradients: readonly number[],
  learningRate: number,
  weightDecay: number,
): number {
  let [weight, velocity] = [start, 0];
  for (const gradient of gradients) {
    const whole = gradient + weightDecay * weight;
    velocity = 0.9 * velocity + whole;
    weight -= learningRate * (whole + 0.9 * velocity);
  }
  return weight;
}

test("weights move as PyTorch's SGD with Nesterov momentum moves them; only kernels decay", () => {
  const [kernel, shift] = [variable(1, -2), variable(3)];
  const descent = new Nesterov(
    core,
    [
      { name: 'kernel', variable: kernel, decays: true },
      { name: 'shift', variable: shift, decays: false },
    ],
    0.1,
  );
  const steps = [
    [0.5, -0.25, 1],
    [-0.75, 0.5, 2],
    [0.25, 1, -1],
  ];
  for (const [first, second, third] of steps) {
    const gradients: NamedTensorMap = {
      [kernel.name]: core.tensor1d([first!, second!]),
      [shift.name]: core.tensor1d([third!]),
    };
    descent.step(gradients, 0.05);
  }
  const gradientsOf = (which: number): number[] => steps.map((step) => step[which]!);
  const [first, second] = numbersOf(kernel);
  expect(first).toBeCloseTo(expectedWeights(1, gradientsOf(0), 0.05, 0.1), 6);
  expect(second).toBeCloseTo(expectedWeights(-2, gradientsOf(1), 0.05, 0.1), 6);
  expect(numbersOf(shift)[0]).toBeCloseTo(expectedWeights(3, gradientsOf(2), 0.05, 0), 6);
});

test('gradients of a norm above 5 over all weights are cut to 5, decay included; others are left', () => {
  const moved = (gradients: readonly [number, number], weightDecay = 0): number[] => {
    const weights = [variable(1), variable(0)];
    const named = weights.map((one, k) => ({ name: `weight ${k}`, variable: one, decays: true }));
    const descent = new Nesterov(core, named, weightDecay);
    descent.step(Object.fromEntries(weights.map(({ name }, k) => [name, core.tensor1d([gradients[k]!])])), 1);
    return weights.flatMap(numbersOf);
  };
  const close = (found: number[], expected: number[]): void =>
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 5);
    });
  close(moved([3, 4]), [1 - 1.9 * 3, -1.9 * 4]);
  close(moved([6, 8]), [1 - 1.9 * 3, -1.9 * 4]);
  close(moved([5, 8], 1), [1 - 1.9 * 3, -1.9 * 4]);
  close(moved([0, 0]), [1, 0]);
});
