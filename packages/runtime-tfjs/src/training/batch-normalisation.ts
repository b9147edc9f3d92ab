import type { Rank, Tensor, Variable } from '@tensorflow/tfjs-core';
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
 * The mean of each channel [channels] of images [batch, height, width, channels]: of every image, then over images. By average
 * pooling, which is the fastest way on WebAssembly (its sum moves all values first) and adds few values at a time, so that no
 * digits are lost.
 */
function channelMeans(core: Tf['core'], images: Tensor): Tensor {
  const [batch = 1, height = 1, width = 1, channels = 1] = images.shape;
  const ofPixels = core.reshape<Rank.R4>(images, [batch, height, width, channels]);
  const ofImages = core.avgPool(ofPixels, [height, width], 1, 'valid');
  const ofBatch = core.avgPool(core.reshape<Rank.R4>(ofImages, [1, batch, 1, channels]), [batch, 1], 1, 'valid');
  return core.reshape<Rank.R1>(ofBatch, [channels]);
}
