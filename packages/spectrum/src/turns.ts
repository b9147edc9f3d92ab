/** Cosines and sines of whole numbers of n-th parts of a turn, a row a frequency: [frequency, place], `places` a row. */
export interface TurnTable {
  cosines: Float64Array;
  sines: Float64Array;
}

/**
 * cos and sin of 2 pi f k / n for each frequency f and k = 0 ... n - 1. Angles are taken modulo a turn, and a whole or half
 * turn has the sine 0: what is real in a DFT stays real.
 */
export function turnTable(frequencies: readonly number[], n: number): TurnTable {
  const part = (at: number): number => (((frequencies[Math.floor(at / n)]! * (at % n)) % n) + n) % n;
  const table = (of: (k: number) => number): Float64Array => {
    const turn = Float64Array.from({ length: n }, (_, k) => of(k));
    return Float64Array.from({ length: frequencies.length * n }, (_, at) => turn[part(at)]!);
  };
  return {
    cosines: table((k) => Math.cos((2 * Math.PI * k) / n)),
    sines: table((k) => (2 * k === n ? 0 : Math.sin((2 * Math.PI * k) / n))),
  };
}
