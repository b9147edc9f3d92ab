/** The standard normal's 0.975 quantile: two-sided 95 % bounds. */
export const NORMAL_BOUNDS = 1.959963984540054;

/** A proportion with its 95 % bounds. */
export interface Proportion {
  value: number;
  lower: number;
  upper: number;
}

/**
 * The share hits / n with 95 % bounds by Wilson: never outside 0 ... 1, right for small n too.
 * RangeError unless n is a whole number from 1 and hits one from 0 to n.
 */
export function wilson(hits: number, n: number): Proportion {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`a proportion needs at least 1 trial; got ${n}`);
  if (!Number.isInteger(hits) || hits < 0 || hits > n) throw new RangeError(`hits must be from 0 to ${n}; got ${hits}`);
  const z = NORMAL_BOUNDS;
  const value = hits / n;
  const shrink = 1 + (z * z) / n;
  const centre = (value + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  // Rounding alone could leave 0 and 1 at all hits or none.
  return { value, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
