import type { Size } from './image-geometry.ts';

/** The pixels that one new pixel is made of, in one direction: `first` on, as many as there are weights, which sum to 1. */
interface Taps {
  first: number;
  weights: number[];
}

/**
 * Enlarges an image by the triangle filter, first along rows, then along columns, each rounded to whole values: what PIL
 * calls BILINEAR. New pixel k has its centre at (k + 1/2) old / new of the old ones, an old pixel at distance d of it weighs
 * max(0, 1 - d), and the weights inside the image are made to sum to 1. sharp's own enlarging is centred elsewhere.
 */
export function enlarge(pixels: Uint8Array, from: Size, to: Size, channels: number): Uint8Array {
  const across = {
    count: from.height,
    step: channels,
    lineStep: from.width * channels,
    lineStepNew: to.width * channels,
  };
  const wide = alongLines(pixels, across, tapsOf(from.width, to.width), channels);
  const row = to.width * channels;
  const down = { count: to.width, step: row, lineStep: channels, lineStepNew: channels };
  return alongLines(wide, down, tapsOf(from.height, to.height), channels);
}

function tapsOf(from: number, to: number): Taps[] {
  return Array.from({ length: to }, (_, index) => {
    const centre = ((index + 0.5) * from) / to;
    const first = Math.max(0, Math.floor(centre - 0.5));
    const end = Math.min(from, Math.floor(centre + 1.5));
    const weights = Array.from({ length: end - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** Lines are rows or columns; `step` is from one of their pixels to the next, `lineStep` from one line to the next. */
interface Lines {
  count: number;
  step: number;
  lineStep: number;
  lineStepNew: number;
}

function alongLines(pixels: Uint8Array, lines: Lines, taps: readonly Taps[], channels: number): Uint8Array {
  const { count, step, lineStep, lineStepNew } = lines;
  const made = new Uint8Array(count * taps.length * channels);
  for (let line = 0; line < count; line++) {
    taps.forEach(({ first, weights }, index) => {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap++) {
          sum += (weights[tap] ?? 0) * (pixels[line * lineStep + (first + tap) * step + channel] ?? 0);
        }
        made[line * lineStepNew + index * step + channel] = Math.round(sum);
      }
    });
  }
  return made;
}
