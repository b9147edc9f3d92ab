import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';

/** Of a layer of batch normalisation, by channel. */
export interface NormalisationWeights {
  scale: Variable;
  shift: Variable;
  movingMean: Variable;
  movingVariance: Variable;
}

/** How slowly the moving mean and variance follow, and what is added to a variance. */
export interface NormalisationOptions {
  momentum: number;
  epsilon: number;
}

/**
 * Batch normalisation in training: y = scale * (x - mean) / sqrt(variance + epsilon) + shift, by channel (the last axis), with
 * the batch's own mean and variance; the moving ones become momentum * moving + (1 - momentum) * the batch's. Its gradient is
 * written out, since the one that TensorFlow.js composes lays every channel's values over all pixels first. Ioffe and Szegedy,
 * arXiv 1502.03167.
 */
export function normalisedInTraining(
  core: Tf['core'],
  images: Tensor,
  { scale, shift, movingMean, movingVariance }: NormalisationWeights,
  { momentum, epsilon }: NormalisationOptions,
): Tensor {
  const follow = (moving: Variable, value: Tensor): void =>
    moving.assign(core.add(core.mul(moving, momentum), core.mul(value, 1 - momentum)));
  const normalise = core.customGrad((...inputs) => {
    const mean = channelMeans(core, images);
    const centred = core.sub(images, mean);
    const variance = channelMeans(core, core.square(centred));
    follow(movingMean, mean);
    follow(movingVariance, variance);
    const inverse = core.rsqrt(core.add(variance, epsilon));
    const factor = core.mul(scale, inverse);
    const save = inputs.at(-1);
    if (typeof save === 'function') save([centred, inverse, factor]);
    const value: Tensor = core.add(core.mul(centred, factor), shift);
    return { value, gradFunc: (outputGradient, saved) => gradients(core, outputGradient, saved) };
  });
  return normalise(images, scale, shift);
}

/**
 * With respect to images, scale and shift. g = dL/dy, xhat = (x - mean) / deviation:
 * dL/dx = scale / deviation * (g - mean(g) - xhat * mean(g * xhat)), dL/dscale = sum(g * xhat), dL/dshift = sum(g).
 */
function gradients(core: Tf['core'], outputGradient: Tensor, saved: readonly Tensor[]): Tensor[] {
  const [centred, inverse, factor] = saved;
  if (!centred || !inverse || !factor) throw new RangeError('the gradient of a normalisation needs what it saved');
  const count = centred.size / inverse.size;
  const mean = channelMeans(core, outputGradient);
  const product = core.mul(channelMeans(core, core.mul(outputGradient, centred)), inverse);
  const slope = core.mul(core.mul(factor, inverse), product);
  const linear = core.add(core.mul(centred, slope), core.mul(factor, mean));
  return [core.sub(core.mul(outputGradient, factor), linear), core.mul(product, count), core.mul(mean, count)];
}

/**
 * The mean of each channel [channels]: first over images, then over pixels, as products with rows of ones. WebAssembly's own
 * sum moves all values first, and adds them in one long row, which loses digits.
 */
function channelMeans(core: Tf['core'], values: Tensor): Tensor {
  const count = values.shape[0] ?? 1;
  const channels = values.shape.at(-1) ?? 1;
  const pixels = values.size / count / channels;
  const overImages = core.matMul(core.ones([1, count]), core.reshape(values, [count, pixels * channels]));
  const overPixels = core.matMul(core.ones([1, pixels]), core.reshape(overImages, [pixels, channels]));
  return core.reshape(core.div(overPixels, count * pixels), [channels]);
}
