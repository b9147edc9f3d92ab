import { sha256 } from './sha256.ts';

const WORDS = 2 ** 32;

/** A seeded stream of random numbers: the same key gives the same stream on every machine. */
export interface RandomStream {
  /** The next word, uniform over 0 ... 2^32 - 1. */
  word(): number;
  /** A whole number, uniform over 0 ... n - 1 without bias. RangeError unless n is a whole number in 1 ... 2^32. */
  below(n: number): number;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), 32-bit words.
 * State: the first 16 bytes of SHA-256 of the UTF-8 key, as four little-endian words.
 * Each use has a key of its own, so that no use disturbs another.
 *
 * @example xoshiro128('pairs/0/0/0').word() // 4097618040
 */
export function xoshiro128(key: string): RandomStream {
  const hash = sha256(key);
  let a = swapBytes(hash[0]!);
  let b = swapBytes(hash[1]!);
  let c = swapBytes(hash[2]!);
  let d = swapBytes(hash[3]!);

  function word(): number {
    const out = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return out;
  }

  function below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > WORDS) {
      throw new RangeError(`a random number is drawn below a whole number from 1 to 2^32; got ${n}`);
    }
    // Words at and above the largest multiple of n would favour the small numbers.
    const limit = WORDS - (WORDS % n);
    let drawn = word();
    while (drawn >= limit) drawn = word();
    return drawn % n;
  }

  return { word, below };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function swapBytes(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
