import { readFileSync } from 'node:fs';
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

/** By PyTorch: see test/reference/nesterov_golden.py. */
const golden: {
  given: { kernel: number[]; shift: number[]; decay: number; rate: number; gradients: [number, number, number][] };
  weights: { kernel: number[]; shift: number[] };
} = JSON.parse(readFileSync(new URL('../../../../test/reference/nesterov-golden.json', import.meta.url), 'utf8'));

test("weights move as PyTorch's SGD with Nesterov momentum moves them, cut gradients too; only kernels decay", () => {
  const { given, weights } = golden;
  const [kernel, shift] = [variable(...given.kernel), variable(...given.shift)];
  const descent = new Nesterov(
    core,
    [
      { name: 'kernel', variable: kernel, decays: true },
      { name: 'shift', variable: shift, decays: false },
    ],
    given.decay,
  );
  for (const [first, second, third] of given.gradients) {
    const gradients: NamedTensorMap = {
      [kernel.name]: core.tensor1d([first, second]),
      [shift.name]: core.tensor1d([third]),
    };
    descent.step(gradients, given.rate);
  }
  for (const [k, weight] of weights.kernel.entries()) expect(numbersOf(kernel)[k]).toBeCloseTo(weight, 5);
  expect(numbersOf(shift)[0]).toBeCloseTo(weights.shift[0] ?? Number.NaN, 5);
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
