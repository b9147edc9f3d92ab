import type { backend_util, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';

export type Shape4D = [number, number, number, number];

/** How the convolution went whose gradient is taken: [batch, height, width, channels], filters [height, width, in, out]. */
export interface Convolution {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
}

/** A stretch of an axis, which may begin before it or end beyond it: there are zeros. */
export interface Stretch {
  from: number;
  length: number;
}

/** Images, and the zeros that stand around them. */
export interface CutOut {
  images: Tensor4D;
  zeros: backend_util.ExplicitPadding;
}

/** The rows and columns of images [batch, height, width, channels] that lie in the stretches. Nothing is copied without need. */
export function cutOut(core: Tf['core'], images: Tensor4D, rows: Stretch, columns: Stretch): CutOut {
  const [batch, height, width, channels] = images.shape;
  const [vertical, horizontal] = [within(rows, height), within(columns, width)];
  const isWhole = vertical.length === height && horizontal.length === width;
  const start: Shape4D = [0, vertical.from, horizontal.from, 0];
  const inside = isWhole ? images : core.slice4d(images, start, [batch, vertical.length, horizontal.length, channels]);
  return { images: inside, zeros: [[0, 0], vertical.zeros, horizontal.zeros, [0, 0]] };
}

/** The part of a stretch that is on an axis of that size, and how many zeros stand before and after it. */
function within({ from, length }: Stretch, size: number): Stretch & { zeros: [number, number] } {
  const first = Math.min(Math.max(from, 0), size);
  const end = Math.max(first, Math.min(from + length, size));
  const before = Math.min(length, Math.max(0, -from));
  return { from: first, length: end - first, zeros: [before, length - before - (end - first)] };
}

/** The tensor as one of four axes. RangeError where it is none. */
export function fourAxes(tensor: Tensor): Tensor4D {
  if (hasFourAxes(tensor)) return tensor;
  throw new RangeError(`a convolution takes tensors of four axes; got ${tensor.shape.length}`);
}

function hasFourAxes(tensor: Tensor): tensor is Tensor4D {
  return tensor.shape.length === 4;
}
