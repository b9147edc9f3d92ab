/** Float32 values, little endian, in base64; null counts as NaN. */
export function packed(values: ArrayLike<number | null>): string {
  const bytes = Buffer.alloc(values.length * 4);
  for (let k = 0; k < values.length; k++) bytes.writeFloatLE(values[k] ?? Number.NaN, k * 4);
  return bytes.toString('base64');
}
