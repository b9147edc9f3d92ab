/** The next power of two: so that a device that compiles a program for every shape meets few. */
export function paddedCount(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** The values, and zeros behind them up to `length`; the same array where it is that long. */
export function paddedFloats(values: Float32Array, length: number): Float32Array {
  if (values.length === length) return values;
  const longer = new Float32Array(length);
  longer.set(values);
  return longer;
}

/** The same of whole numbers. */
export function paddedIndices(values: Int32Array, length: number): Int32Array {
  if (values.length === length) return values;
  const longer = new Int32Array(length);
  longer.set(values);
  return longer;
}
