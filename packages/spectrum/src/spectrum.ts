import { transformOf } from './transform.ts';

/**
 * How a path's spectrum is taken from its class probabilities.
 * - PERIODOGRAM: mean over classes of |DFT|, floor(n/2) + 1 values: the published one ("Models Out of Line").
 * - MIRRORED: the same of the path followed by its mirror image, length 2n, n + 1 values: no jump where the end of the
 *   path meets its beginning, so no leakage from unequal end points.
 * - DISTANCE_POWER: |DFT of ||p[k] - p[0]||_2|^2, floor(n/2) + 1 values ("Spectral Bias in Practice", official code).
 */
export type SpectrumEstimator = 'PERIODOGRAM' | 'MIRRORED' | 'DISTANCE_POWER';

/** All estimators, in the order of the public schema. */
export const SPECTRUM_ESTIMATORS: readonly SpectrumEstimator[] = ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'];

/** Number of values of a path's spectrum: none without samples. */
export function spectrumLength(samples: number, estimator: SpectrumEstimator): number {
  if (samples === 0) return 0;
  return estimator === 'MIRRORED' ? samples + 1 : Math.floor(samples / 2) + 1;
}

/**
 * One path's spectrum. `probabilities` [n, classCount] by rows; DFT without normalisation, so divide by n (MIRRORED: 2n)
 * for an amplitude. Bin k is at k / (n step) cycles per unit distance, MIRRORED at k / (2 n step).
 * Computed in float64. RangeError where the values are not whole samples.
 */
export function spectrum(
  probabilities: Float32Array | Float64Array,
  classCount: number,
  estimator: SpectrumEstimator,
): Float64Array {
  const samples = sampleCount(probabilities, classCount);
  const out = new Float64Array(spectrumLength(samples, estimator));
  if (samples > 0) accumulate[estimator](probabilities, samples, classCount, out);
  return out;
}

/** Number of samples n of class probabilities [n, classCount]. */
export function sampleCount(probabilities: ArrayLike<number>, classCount: number): number {
  const samples = probabilities.length / classCount;
  if (classCount >= 1 && Number.isInteger(samples)) return samples;
  throw new RangeError(`probabilities must be ${classCount} a sample; got ${probabilities.length} values`);
}

type Accumulate = (
  probabilities: Float32Array | Float64Array,
  samples: number,
  classCount: number,
  out: Float64Array,
) => void;

const accumulate: Record<SpectrumEstimator, Accumulate> = {
  PERIODOGRAM(probabilities, samples, classCount, out) {
    const transform = transformOf(samples);
    eachTwoClasses(probabilities, samples, classCount, (a, b) => {
      const { realA, imaginaryA, realB, imaginaryB } = transform.fourier(a, b);
      for (let j = 0; j < out.length; j++)
        out[j]! += magnitude(realA[j]!, imaginaryA[j]!) + magnitude(realB[j]!, imaginaryB[j]!);
    });
    scale(out, 1 / classCount);
  },

  /** Of the mirrored path |DFT[m]| = 2 |c[m]|, c its cosine transform: half the length, no complex numbers. */
  MIRRORED(probabilities, samples, classCount, out) {
    const transform = transformOf(samples);
    eachTwoClasses(probabilities, samples, classCount, (a, b) => {
      const cosines = transform.cosine(a, b);
      for (let m = 0; m < out.length; m++) out[m]! += Math.abs(cosines.a[m]!) + Math.abs(cosines.b[m]!);
    });
    scale(out, 2 / classCount);
  },

  DISTANCE_POWER(probabilities, samples, classCount, out) {
    const distances = new Float64Array(samples);
    for (let k = 0; k < samples; k++) {
      let square = 0;
      for (let c = 0; c < classCount; c++) {
        const difference = probabilities[k * classCount + c]! - probabilities[c]!;
        square += difference * difference;
      }
      distances[k] = Math.sqrt(square);
    }
    const { realA, imaginaryA } = transformOf(samples).fourier(distances, new Float64Array(samples));
    for (let j = 0; j < out.length; j++) out[j] = realA[j]! ** 2 + imaginaryA[j]! ** 2;
  },
};

/** Columns of probabilities in twos; the last goes with zeros, which add nothing, where their number is odd. */
function eachTwoClasses(
  probabilities: Float32Array | Float64Array,
  samples: number,
  classCount: number,
  use: (a: Float64Array, b: Float64Array) => void,
): void {
  const a = new Float64Array(samples);
  const b = new Float64Array(samples);
  for (let c = 0; c < classCount; c += 2) {
    const alone = c + 1 === classCount;
    for (let k = 0, at = c; k < samples; k++, at += classCount) {
      a[k] = probabilities[at]!;
      b[k] = alone ? 0 : probabilities[at + 1]!;
    }
    use(a, b);
  }
}

/** Not Math.hypot, which is ten times slower: probabilities neither overflow nor matter where they underflow. */
function magnitude(real: number, imaginary: number): number {
  return Math.sqrt(real * real + imaginary * imaginary);
}

function scale(values: Float64Array, factor: number): void {
  for (let j = 0; j < values.length; j++) values[j]! *= factor;
}
