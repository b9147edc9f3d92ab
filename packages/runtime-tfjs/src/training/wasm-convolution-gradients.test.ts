import { createRequire } from 'node:module';
import type { Rank, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { wasmBackend } from '../own-copy.ts';
import type { Tf } from '../tf.ts';

// The CommonJS build, as of all of TensorFlow.js: see own-copy.ts.
const require = createRequire(import.meta.url);
const TOLERANCE = 1e-5;

/** A convolution of small random images, and of the gradient that comes back to it. */
interface Case {
  batch: number;
  size: [height: number, width: number];
  filter: [height: number, width: number];
  channels: [number, number];
  strides: [number, number];
  pad: 'same' | 'valid';
}

let core: Tf['core'];
beforeAll(async () => {
  require('@tensorflow/tfjs-backend-cpu');
  core = (await wasmBackend()).tf.core;
});

async function gradients(backend: string, example: Case): Promise<Float32Array[]> {
  await core.setBackend(backend);
  const before = core.memory().numTensors;
  const { batch, size, filter, channels, strides, pad } = example;
  const images = tensorOf([batch, ...size, channels[0]], 1);
  const weights = tensorOf([...filter, ...channels], 2);
  const found = core.tidy(() => {
    const back = tensorOf(core.conv2d(images, weights, strides, pad).shape, 3);
    const product = (x: Tensor, w: Tensor): Tensor =>
      core.sum(
        core.mul(
          core.conv2d(core.reshape<Rank.R4>(x, images.shape), core.reshape<Rank.R4>(w, weights.shape), strides, pad),
          back,
        ),
      );
    return core.grads(product)([images, weights]);
  });
  const values = await Promise.all(found.map((tensor) => tensor.data<'float32'>()));
  core.dispose([images, weights, ...found]);
  expect(core.memory().numTensors).toBe(before);
  return values;
}

function tensorOf(shape: [number, number, number, number], seed: number): Tensor4D {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length: count }, (_, k) => Math.sin(seed + 12.9898 * k * k));
  return core.tensor4d(values, shape);
}

async function expectEqualGradients(example: Case): Promise<void> {
  const reference = await gradients('cpu', example);
  (await gradients('wasm', example)).forEach((gradient, which) => {
    expect(gradient.length).toBe(reference[which]!.length);
    gradient.forEach((value, k) => {
      expect(Math.abs(value - reference[which]![k]!)).toBeLessThan(TOLERANCE);
    });
  });
}

describe('gradients of a convolution on tfjs/wasm', () => {
  const pads = ['same', 'valid'] as const;
  const cases = pads.flatMap((pad) => [1, 2].flatMap((stride) => [5, 6, 7, 8].map((side) => ({ pad, stride, side }))));

  test.each(cases)(
    "are the CPU backend's: 3 x 3, stride $stride, $pad, $side x $side",
    async ({ pad, stride, side }) => {
      const strides: [number, number] = [stride, stride];
      await expectEqualGradients({ batch: 3, size: [side, side], filter: [3, 3], channels: [2, 4], strides, pad });
      await expectEqualGradients({ batch: 3, size: [side, side], filter: [1, 1], channels: [2, 4], strides, pad });
    },
  );

  test("are the CPU backend's for any small shape", async () => {
    const side = fc.integer({ min: 4, max: 9 });
    const few = fc.integer({ min: 1, max: 4 });
    const shape = fc.record({
      batch: few,
      size: fc.tuple(side, side),
      filter: fc.tuple(few, few),
      channels: fc.tuple(few, few),
      strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      pad: fc.constantFrom(...pads),
    });
    await fc.assert(fc.asyncProperty(shape, expectEqualGradients), { numRuns: 100, seed: 5 });
  });
});
