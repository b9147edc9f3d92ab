import { complexDft } from './complex-dft.ts';
import type { PairTransform } from './transform.ts';

/**
 * Transforms of long sequences, O(n log n): two real sequences go through one complex transform as its real and imaginary
 * part; the cosine transform is that of the sequence's even places followed by its odd ones backwards (Makhoul 1980).
 */
export function fastTransform(length: number): PairTransform {
  const n = length;
  const dft = complexDft(n);
  const bins = Math.floor(n / 2) + 1;
  const real = new Float64Array(n);
  const imaginary = new Float64Array(n);
  const out = {
    realA: new Float64Array(bins),
    imaginaryA: new Float64Array(bins),
    realB: new Float64Array(bins),
    imaginaryB: new Float64Array(bins),
  };
  const cosines = { a: new Float64Array(n + 1), b: new Float64Array(n + 1) };
  const quarterCosines = Float64Array.from({ length: n }, (_, m) => Math.cos((Math.PI * m) / (2 * n)));
  const quarterSines = Float64Array.from({ length: n }, (_, m) => Math.sin((Math.PI * m) / (2 * n)));

  /** Of Z = A + i B: A[j] = (Z[j] + conj Z[n - j]) / 2, B[j] = (Z[j] - conj Z[n - j]) / (2 i). */
  function transformed() {
    dft(real, imaginary);
    for (let j = 0; j < bins; j++) {
      const mirror = j === 0 ? 0 : n - j;
      out.realA[j] = (real[j]! + real[mirror]!) / 2;
      out.imaginaryA[j] = (imaginary[j]! - imaginary[mirror]!) / 2;
      out.realB[j] = (imaginary[j]! + imaginary[mirror]!) / 2;
      out.imaginaryB[j] = (real[mirror]! - real[j]!) / 2;
    }
    return out;
  }

  function fourier(a: Float64Array, b: Float64Array) {
    for (let k = 0; k < n; k++) {
      real[k] = a[k]!;
      imaginary[k] = b[k]!;
    }
    return transformed();
  }

  function cosine(a: Float64Array, b: Float64Array) {
    for (let k = 0; 2 * k < n; k++) {
      real[k] = a[2 * k]!;
      imaginary[k] = b[2 * k]!;
    }
    for (let k = 0; 2 * k + 1 < n; k++) {
      real[n - 1 - k] = a[2 * k + 1]!;
      imaginary[n - 1 - k] = b[2 * k + 1]!;
    }
    transformed();
    // c[m] = Re(exp(-i pi m / (2 n)) V[m]), and V[n - m] is the conjugate of V[m].
    for (let m = 0; m < bins; m++) {
      const c = quarterCosines[m]!;
      const s = quarterSines[m]!;
      cosines.a[m] = c * out.realA[m]! + s * out.imaginaryA[m]!;
      cosines.b[m] = c * out.realB[m]! + s * out.imaginaryB[m]!;
      if (m === 0) continue;
      cosines.a[n - m] = s * out.realA[m]! - c * out.imaginaryA[m]!;
      cosines.b[n - m] = s * out.realB[m]! - c * out.imaginaryB[m]!;
    }
    return cosines;
  }

  return { length: n, fourier, cosine };
}
