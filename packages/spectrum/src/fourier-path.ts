import { type Cells, FourierWindow } from './fourier-window.ts';

/** What of the low image frequencies a path moves from one image to the other. */
export type FourierPart = 'AMPLITUDE' | 'PHASE';

/**
 * The window of cells that a path moves: a centred square of half-width floor(min(height, width) window) of the shifted 2-D
 * DFT. RangeError unless window is above 0 and at most 0.5.
 */
export function fourierPathWindow(height: number, width: number, window: number): FourierWindow {
  if (!(window > 0 && window <= 0.5))
    throw new RangeError(`a path's window must be above 0 and at most 0.5; got ${window}`);
  const radius = Math.floor(Math.min(height, width) * window);
  return new FourierWindow(height, width, [radius, radius]);
}

/** One channel of a path: what stays, and the amplitudes and phases of the window's cells at both ends. */
interface Channel {
  rest: Float64Array;
  first: Polar;
  last: Polar;
}

/** Amplitude and phase of each cell, the phase of a negative number pi. */
interface Polar {
  amplitude: Float64Array;
  phase: Float64Array;
}

/**
 * Path from one image towards another that moves only the amplitude or only the phase of the low image frequencies, each
 * channel by itself: amplitude (or phase) (1 - s) of the first + s of the last, the other part and all other cells the
 * first's. Phases are interpolated without unwrapping, as published ("Models Out of Line", NeurIPS 2022). An amplitude path is a
 * straight line in s. At a window of 0.5 an even size has Nyquist cells, whose numbers are real: the phase of a negative one
 * is pi here, while a transform that rounds may give -pi, and with it another phase path; so numpy's does at sizes that are no
 * power of two. Images [height, width, channels], in normalised pixel space.
 */
export class FourierPath {
  private readonly channels: readonly Channel[];

  constructor(
    private readonly window: FourierWindow,
    first: Float64Array,
    last: Float64Array,
    private readonly part: FourierPart,
  ) {
    const count = first.length / (window.height * window.width);
    this.channels = Array.from({ length: count }, (_, channel) => {
      const rest = plane(first, channel, count);
      const cells = window.transform(rest);
      const ofLast = polar(window.transform(plane(last, channel, count)));
      window.addInverse({ real: cells.real.map(negative), imaginary: cells.imaginary.map(negative) }, rest);
      return { rest, first: polar(cells), last: ofLast };
    });
  }

  /** The image at weight s, 0 at the first image to 1. */
  at(weight: number): Float64Array {
    const count = this.channels.length;
    const image = new Float64Array(count * this.window.height * this.window.width);
    for (const [channel, { rest, first, last }] of this.channels.entries()) {
      const moved = rest.slice();
      this.window.addInverse(this.cellsAt(weight, first, last), moved);
      for (let k = 0, at = channel; k < moved.length; k++, at += count) image[at] = moved[k]!;
    }
    return image;
  }

  private cellsAt(weight: number, first: Polar, last: Polar): Cells {
    const mixed = (a: Float64Array, b: Float64Array): Float64Array =>
      a.map((value, k) => (1 - weight) * value + weight * b[k]!);
    return this.part === 'AMPLITUDE'
      ? cartesian(mixed(first.amplitude, last.amplitude), first.phase)
      : cartesian(first.amplitude, mixed(first.phase, last.phase));
  }
}

function plane(image: Float64Array, channel: number, channels: number): Float64Array {
  return Float64Array.from({ length: image.length / channels }, (_, k) => image[k * channels + channel]!);
}

function polar({ real, imaginary }: Cells): Polar {
  return {
    amplitude: real.map((value, k) => Math.hypot(value, imaginary[k]!)),
    phase: real.map((value, k) => Math.atan2(imaginary[k]!, value)),
  };
}

function cartesian(amplitude: Float64Array, phase: Float64Array): Cells {
  return {
    real: amplitude.map((value, k) => value * Math.cos(phase[k]!)),
    imaginary: amplitude.map((value, k) => value * Math.sin(phase[k]!)),
  };
}

function negative(value: number): number {
  return -value;
}
