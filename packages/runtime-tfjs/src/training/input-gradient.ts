import type { Rank, Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Tf } from '../tf.ts';
import { type Convolution, cutOut, type Shape4D, type Stretch } from './convolution.ts';

/** Positions stride * q + phase of one axis, q below `length`; `before` zeros stood before the images. */
interface Positions {
  stride: number;
  phase: number;
  before: number;
  length: number;
}

/**
 * The gradient of a convolution with respect to its images, as convolutions of the output's gradient: one for each remainder
 * (phase) of the position by the stride, so that nothing is multiplied by zeros, and then laid between one another.
 */
export function inputGradient(
  core: Tf['core'],
  outputGradient: Tensor4D,
  filter: Tensor4D,
  { strides, pad, inputShape }: Convolution & { inputShape: Shape4D },
): Tensor4D {
  const { padInfo, strideHeight, strideWidth } = core.backend_util.computeConv2DInfo(
    ...([inputShape, filter.shape, strides, 1, pad] as const),
  );
  const [batch, height, width, channels] = inputShape;
  const [rows, columns] = [Math.ceil(height / strideHeight), Math.ceil(width / strideWidth)];
  const vertical = phases({ stride: strideHeight, before: padInfo.top, length: rows });
  const horizontal = phases({ stride: strideWidth, before: padInfo.left, length: columns });
  const rowsOfPhase = vertical.map((row) => {
    const parts = horizontal.map((column) => phaseGradient(core, outputGradient, filter, row, column));
    return core.reshape(together(core, parts, 3), [batch, rows, columns * strideWidth, channels]);
  });
  const all: Shape4D = [batch, rows * strideHeight, columns * strideWidth, channels];
  const images: Tensor4D = core.reshape(together(core, rowsOfPhase, 2), all);
  return cutOut(core, images, { from: 0, length: height }, { from: 0, length: width }).images;
}

const phases = (axis: Omit<Positions, 'phase'>): Positions[] =>
  Array.from({ length: axis.stride }, (_, phase) => ({ ...axis, phase }));

const together = (core: Tf['core'], parts: readonly Tensor[], axis: number): Tensor =>
  parts.length === 1 && parts[0] ? parts[0] : core.stack([...parts], axis);

/** Of the positions of one phase: dL/dx[stride * q + phase] = sum over j of dL/dy[q + shift - j] * w[first + stride * j]. */
function phaseGradient(
  core: Tf['core'],
  outputGradient: Tensor4D,
  filter: Tensor4D,
  row: Positions,
  column: Positions,
): Tensor4D {
  const [height, width, channels, outputs] = filter.shape;
  const [vertical, horizontal] = [tapsOf(row, height), tapsOf(column, width)];
  if (!vertical || !horizontal) return core.zeros([outputGradient.shape[0], row.length, column.length, channels]);
  const start: Shape4D = [vertical.first, horizontal.first, 0, 0];
  const end: Shape4D = [height, width, channels, outputs];
  const some = core.stridedSlice(filter, start, end, [row.stride, column.stride, 1, 1]);
  const taps = core.reshape<Rank.R4>(some, [vertical.count, horizontal.count, channels, outputs]);
  const flipped = core.transpose(core.reverse4d(taps, [0, 1]), [0, 1, 3, 2]);
  const needed = cutOut(core, outputGradient, vertical.needed, horizontal.needed);
  return core.conv2d(needed.images, flipped, 1, needed.zeros);
}

/** Taps first, first + stride, … of a filter, and the output positions that they need. */
interface Taps {
  first: number;
  count: number;
  needed: Stretch;
}

/** The taps of a filter of that size that reach the positions; null where none does. */
function tapsOf({ stride, phase, before, length }: Positions, size: number): Taps | null {
  const first = (phase + before) % stride;
  const count = Math.ceil((size - first) / stride);
  if (count < 1) return null;
  const shift = (phase + before - first) / stride;
  return { first, count, needed: { from: shift - count + 1, length: length + count - 1 } };
}
