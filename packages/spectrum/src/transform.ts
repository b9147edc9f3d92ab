import { directTransform } from './direct-transform.ts';
import { fastTransform } from './fast-transform.ts';

/** Discrete Fourier transforms X[j] = sum_k x[k] exp(-2 pi i j k / n) of two real sequences, j = 0 ... floor(n / 2). */
export interface FourierPair {
  readonly realA: Float64Array;
  readonly imaginaryA: Float64Array;
  readonly realB: Float64Array;
  readonly imaginaryB: Float64Array;
}

/** Cosine transforms (type II) c[m] = sum_k x[k] cos(pi m (2 k + 1) / (2 n)) of two real sequences, m = 0 ... n, where c[n] = 0. */
export interface CosinePair {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/**
 * Transforms of real sequences of one length, two at a time, since two cost less together than one after the other.
 * Results are valid until the next call of the same function. Not normalised.
 */
export interface PairTransform {
  readonly length: number;
  fourier(a: Float64Array, b: Float64Array): FourierPair;
  cosine(a: Float64Array, b: Float64Array): CosinePair;
}

/** Up to this length the definition is faster (measured), powers of two excepted; its tables grow with the square. */
const LONGEST_DIRECT = 128;
const MOST_KEPT = 256;

const kept = new Map<number, PairTransform>();

/** The transform for this length; the last 256 lengths are kept, since making one costs more than using it. */
export function transformOf(length: number): PairTransform {
  const known = kept.get(length);
  if (known) return known;
  const powerOfTwo = (length & (length - 1)) === 0;
  const made = length <= LONGEST_DIRECT && !powerOfTwo ? directTransform(length) : fastTransform(length);
  const oldest = kept.keys().next();
  if (kept.size >= MOST_KEPT && !oldest.done) kept.delete(oldest.value);
  kept.set(length, made);
  return made;
}
