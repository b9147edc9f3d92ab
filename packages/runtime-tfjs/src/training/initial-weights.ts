import { sizeOf } from '@passband/engine';
import { standardNormals, xoshiro128 } from '@passband/spectrum';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tf } from '../tf.ts';

const KERNEL = /\/kernel$/;

/** Whether the weight of that name is a kernel, of a convolution or a dense layer: what inputs are multiplied by. */
export function isKernel(name: string): boolean {
  return KERNEL.test(name);
}

/** Gives a network's kernels the values that the seed draws. All else stays as it was built: shifts 0, scales 1. */
export function drawWeights(core: Tf['core'], network: LayersModel, seed: number): void {
  for (const weight of network.trainableWeights.filter(({ originalName }) => isKernel(originalName)))
    core.tidy(() => {
      const { shape } = weight.read();
      weight.write(core.tensor(initialKernel(seed, weight.originalName.replace(KERNEL, ''), shape), shape));
    });
}

/**
 * A kernel [..., out] that a network starts with: normals of variance 2 / (number of values that one output is made of), which
 * keeps the variance through layers with relu (He et al., arXiv 1502.01852). From the stream keyed `initial-weights/SEED/LAYER`,
 * so every layer has its own and every runtime the same.
 */
export function initialKernel(seed: number, layer: string, shape: readonly number[]): Float32Array {
  const size = sizeOf(shape);
  const scale = Math.sqrt((2 * (shape.at(-1) ?? 1)) / size);
  return Float32Array.from(standardNormals(xoshiro128(`initial-weights/${seed}/${layer}`), size), (z) => z * scale);
}
