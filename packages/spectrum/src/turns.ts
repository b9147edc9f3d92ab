/** Cosines and sines of the n-th parts of a turn. */
export interface Turns {
  /** Cosine and sine of 2 pi k / n, k any whole number. */
  at(k: number): readonly [cosine: number, sine: number];
}

/** Angles are taken modulo a turn, and a whole or half turn has the sine 0: what is real in a DFT stays real. */
export function turns(n: number): Turns {
  const table = Array.from({ length: n }, (_, k): readonly [number, number] => {
    const angle = (2 * Math.PI * k) / n;
    return [Math.cos(angle), 2 * k === n ? 0 : Math.sin(angle)];
  });
  return { at: (k) => table[((k % n) + n) % n]! };
}
