import { radixTwo } from './radix-two.ts';

/** A complex DFT of any length n, in place: X[j] = sum_k x[k] exp(-2 pi i j k / n). */
export type ComplexDft = (real: Float64Array, imaginary: Float64Array) => void;

/** O(n log n) for every length. */
export function complexDft(length: number): ComplexDft {
  const powerOfTwo = (length & (length - 1)) === 0;
  return powerOfTwo ? radixTwo(length).transform : bluestein(length);
}

/**
 * Bluestein (1970): with j k = (j^2 + k^2 - (j - k)^2) / 2 the DFT is a convolution with a chirp, done by transforms of a
 * power of two.
 */
function bluestein(n: number): ComplexDft {
  const long = radixTwo(2 ** Math.ceil(Math.log2(2 * n - 1)));
  const size = long.length;
  const { cosines, sines } = chirp(n);
  const filterReal = new Float64Array(size);
  const filterImaginary = new Float64Array(size);
  for (let k = 0; k < n; k++) {
    const mirror = (size - k) % size;
    filterReal[k] = filterReal[mirror] = cosines[k]! / size;
    filterImaginary[k] = filterImaginary[mirror] = sines[k]! / size;
  }
  long.transform(filterReal, filterImaginary);
  const re = new Float64Array(size);
  const im = new Float64Array(size);

  return (real, imaginary) => {
    re.fill(0, n);
    im.fill(0, n);
    for (let k = 0; k < n; k++) {
      re[k] = real[k]! * cosines[k]! + imaginary[k]! * sines[k]!;
      im[k] = imaginary[k]! * cosines[k]! - real[k]! * sines[k]!;
    }
    long.transform(re, im);
    // The inverse transform is the forward one of the conjugate, conjugated.
    for (let k = 0; k < size; k++) {
      const product = re[k]! * filterReal[k]! - im[k]! * filterImaginary[k]!;
      im[k] = -(re[k]! * filterImaginary[k]! + im[k]! * filterReal[k]!);
      re[k] = product;
    }
    long.transform(re, im);
    for (let k = 0; k < n; k++) {
      real[k] = re[k]! * cosines[k]! - im[k]! * sines[k]!;
      imaginary[k] = -im[k]! * cosines[k]! - re[k]! * sines[k]!;
    }
  };
}

/** exp(i pi k^2 / n), the square taken modulo 2 n so that the angle stays exact. */
function chirp(n: number): { cosines: Float64Array; sines: Float64Array } {
  const angle = (_: unknown, k: number) => (Math.PI * ((k * k) % (2 * n))) / n;
  const angles = Float64Array.from({ length: n }, angle);
  return { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
}
