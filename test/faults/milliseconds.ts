/** The largest of some numbers; -Infinity of none. */
export function largest(values: readonly number[]): number {
  return Math.max(...values);
}

/** Milliseconds as seconds, to a hundredth. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 10) / 100;
}
