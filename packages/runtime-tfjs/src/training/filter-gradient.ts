import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';
import { type Convolution, cutOut, type Shape4D } from './convolution.ts';

/**
 * The gradient of a convolution with respect to its filter [height, width, in, out], as one convolution: channels of the
 * images are its batch and their batch its channels; the output's gradient is its filter, dilated by the strides:
 * dL/dw[k, i, o] = sum over n, p of x[n, stride * p + k - before, i] * dL/dy[n, p, o].
 */
export function filterGradient(
  core: Tf['core'],
  images: Tensor4D,
  outputGradient: Tensor4D,
  { strides, pad, filterShape }: Convolution & { filterShape: Shape4D },
): Tensor4D {
  const { padInfo, strideHeight, strideWidth, outHeight, outWidth } = core.backend_util.computeConv2DInfo(
    ...([images.shape, filterShape, strides, 1, pad] as const),
  );
  const byChannel = cutOut(
    core,
    core.transpose(images, [3, 1, 2, 0]),
    { from: -padInfo.top, length: (outHeight - 1) * strideHeight + filterShape[0] },
    { from: -padInfo.left, length: (outWidth - 1) * strideWidth + filterShape[1] },
  );
  const filter: Tensor4D = core.transpose(outputGradient, [1, 2, 0, 3]);
  const gradient = core.conv2d(byChannel.images, filter, 1, byChannel.zeros, 'NHWC', [strideHeight, strideWidth]);
  return core.transpose(gradient, [1, 2, 0, 3]);
}
