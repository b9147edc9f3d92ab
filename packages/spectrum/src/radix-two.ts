/** A complex DFT of a length that is a power of two, in place. */
export interface RadixTwo {
  readonly length: number;
  transform(real: Float64Array, imaginary: Float64Array): void;
}

const kept = new Map<number, RadixTwo>();

/** The transform for this power of two; there are few of them, so all are kept. */
export function radixTwo(length: number): RadixTwo {
  let made = kept.get(length);
  if (!made) {
    made = makeRadixTwo(length);
    kept.set(length, made);
  }
  return made;
}

/** Cooley and Tukey, decimation in time. */
function makeRadixTwo(length: number): RadixTwo {
  const order = bitReversed(length);
  const cosines = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / length));
  const sines = Float64Array.from({ length: length / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / length));

  function permute(x: Float64Array): void {
    for (let i = 0; i < length; i++) {
      const j = order[i]!;
      if (j <= i) continue;
      const held = x[i]!;
      x[i] = x[j]!;
      x[j] = held;
    }
  }

  function transform(real: Float64Array, imaginary: Float64Array): void {
    permute(real);
    permute(imaginary);
    for (let half = 1; half < length; half *= 2) {
      const stride = length / (2 * half);
      for (let k = 0; k < half; k++) {
        const c = cosines[k * stride]!;
        const s = sines[k * stride]!;
        for (let top = k; top < length; top += 2 * half) {
          const bottom = top + half;
          const re = c * real[bottom]! - s * imaginary[bottom]!;
          const im = c * imaginary[bottom]! + s * real[bottom]!;
          real[bottom] = real[top]! - re;
          imaginary[bottom] = imaginary[top]! - im;
          real[top]! += re;
          imaginary[top]! += im;
        }
      }
    }
  }
  return { length, transform };
}

function bitReversed(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let i = 1; i < length; i++) order[i] = (order[i >> 1]! >> 1) | (i & 1 ? length >> 1 : 0);
  return order;
}
