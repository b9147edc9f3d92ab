import { FourierWindow } from './fourier-window.ts';
import { turnTable } from './turns.ts';

/**
 * The real image [height, width] of unit L2 norm that holds one pair of conjugate spatial frequencies. (i, j) is a cell of the
 * 2-D DFT shifted so that (floor(height / 2), floor(width / 2)) is the constant image, counted from its corner.
 * U(y, x) = (cos a - sin a) / sqrt(height width), a = 2 pi (p y / height + q x / width), p = i - floor(height / 2),
 * q = j - floor(width / 2): the inverse DFT of 1/2 + i/2 there and 1/2 - i/2 at the conjugate, made unit.
 * RangeError where there is no such cell.
 *
 * @example fourierBasisImage(1, 1, 2, 2) // 0.5 everywhere
 */
export function fourierBasisImage(i: number, j: number, height: number, width: number): Float64Array {
  checkCell('i', i, height);
  checkCell('j', j, width);
  const rows = turnTable([cellFrequency(i, height)], height);
  const columns = turnTable([cellFrequency(j, width)], width);
  const scale = 1 / Math.sqrt(height * width);
  const image = new Float64Array(height * width);
  for (let y = 0, at = 0; y < height; y++) {
    const [cosY, sinY] = [rows.cosines[y]!, rows.sines[y]!];
    for (let x = 0; x < width; x++, at++) {
      const [cosX, sinX] = [columns.cosines[x]!, columns.sines[x]!];
      image[at] = (cosY * cosX - sinY * sinX - (sinY * cosX + cosY * sinX)) * scale;
    }
  }
  return image;
}

/** By what basis images are weighted, f their image frequency: f^2 (COMPOSITE_F), or 1 / f^2, called 1/f in the official code. */
export type CompositeKind = 'COMPOSITE_F' | 'COMPOSITE_INVERSE_F';

/**
 * All basis images summed, each weighted by f^2 (COMPOSITE_F) or 1 / f^2 (COMPOSITE_INVERSE_F), f its image frequency, at
 * least 1. [height, width], not of unit norm. The weights are even, so that the sines
 * cancel and the sum is the real inverse DFT of the weights.
 */
export function fourierCompositeImage(kind: CompositeKind, height: number, width: number): Float64Array {
  const window = new FourierWindow(height, width, [Math.floor(height / 2), Math.floor(width / 2)]);
  const real = new Float64Array(window.cellCount);
  window.eachCell((p, q, cell) => {
    const square = Math.max(1, p * p + q * q);
    real[cell] = Math.sqrt(height * width) * (kind === 'COMPOSITE_F' ? square : 1 / square);
  });
  const image = new Float64Array(height * width);
  window.addInverse({ real, imaginary: new Float64Array(window.cellCount) }, image);
  return image;
}

/** Image frequency of a cell in cycles per image: its distance from the centre of the shifted DFT. */
export function imageFrequency(i: number, j: number, height: number, width: number): number {
  return Math.hypot(cellFrequency(i, height), cellFrequency(j, width));
}

function cellFrequency(i: number, size: number): number {
  return i - Math.floor(size / 2);
}

function checkCell(name: string, value: number, size: number): void {
  if (Number.isInteger(value) && value >= 0 && value < size) return;
  throw new RangeError(`${name} of a cell must be a whole number from 0 to ${size - 1}; got ${value}`);
}
