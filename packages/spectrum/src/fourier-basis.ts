import { turns } from './turns.ts';

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
  const rows = turns(height);
  const columns = turns(width);
  const [p, q] = [cellFrequency(i, height), cellFrequency(j, width)];
  const scale = 1 / Math.sqrt(height * width);
  const image = new Float64Array(height * width);
  for (let y = 0, at = 0; y < height; y++) {
    const [cosY, sinY] = rows.at(p * y);
    for (let x = 0; x < width; x++, at++) {
      const [cosX, sinX] = columns.at(q * x);
      image[at] = (cosY * cosX - sinY * sinX - (sinY * cosX + cosY * sinX)) * scale;
    }
  }
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
