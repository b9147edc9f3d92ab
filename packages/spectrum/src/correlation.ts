import { NORMAL_BOUNDS } from './wilson.ts';

/** A number with its 95 % bounds; null where there are none. */
export interface BoundedValue {
  value: number;
  lower: number | null;
  upper: number | null;
}

/**
 * Pearson's correlation r with bounds tanh(artanh r -+ 1.96 / sqrt(n - 3)) (Fisher). No bounds for n < 4 or |r| = 1.
 * Null where r is not defined: fewer than two points, or all of one x or of one y.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): BoundedValue | null {
  return bounded(correlation(x, y), 1 / Math.sqrt(x.length - 3));
}

/**
 * Spearman's rank correlation, ties sharing their mean rank, with Fisher's bounds and the standard error of Bonett and
 * Wright, sqrt((1 + r^2 / 2) / (n - 3)). No bounds and null as for `pearson`.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): BoundedValue | null {
  const r = correlation(ranks(x), ranks(y));
  return bounded(r, r === null ? Number.NaN : Math.sqrt((1 + (r * r) / 2) / (x.length - 3)));
}

/**
 * Pearson's r after each group's own mean is taken out of x and y; standard error 1 / sqrt(n - k - 2), k groups. No bounds
 * for n < k + 3. `groups` names the group of each point.
 */
export function withinGroups(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  groups: ArrayLike<string | number>,
): BoundedValue | null {
  const groupCount = new Set(Array.from(groups)).size;
  const r = correlation(withoutGroupMeans(x, groups), withoutGroupMeans(y, groups));
  return bounded(r, 1 / Math.sqrt(x.length - groupCount - 2));
}

/** Mean ranks from 1: equal values share the mean of the ranks that they take up. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, index) => index).sort((i, j) => values[i]! - values[j]!);
  const out = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) out[order[k]!] = (start + 1 + end) / 2;
    start = end;
  }
  return out;
}

function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  if (x.length !== y.length) throw new RangeError(`x and y must be as many; got ${x.length} and ${y.length}`);
  const meanX = mean(x);
  const meanY = mean(y);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let k = 0; k < x.length; k++) {
    squaresX += (x[k]! - meanX) ** 2;
    squaresY += (y[k]! - meanY) ** 2;
    products += (x[k]! - meanX) * (y[k]! - meanY);
  }
  if (isRounding(squaresX, meanX, x.length) || isRounding(squaresY, meanY, y.length)) return null;
  const r = products / Math.sqrt(squaresX) / Math.sqrt(squaresY);
  return 1 - Math.abs(r) < 1e-14 ? Math.sign(r) : r;
}

function bounded(r: number | null, standardError: number): BoundedValue | null {
  if (r === null) return null;
  if (Math.abs(r) === 1 || !Number.isFinite(standardError)) return { value: r, lower: null, upper: null };
  const half = NORMAL_BOUNDS * standardError;
  return { value: r, lower: Math.tanh(Math.atanh(r) - half), upper: Math.tanh(Math.atanh(r) + half) };
}

function withoutGroupMeans(values: ArrayLike<number>, groups: ArrayLike<string | number>): Float64Array {
  const members = new Map<string | number, number[]>();
  for (let k = 0; k < values.length; k++) {
    const group = members.get(groups[k]!);
    if (group) group.push(values[k]!);
    else members.set(groups[k]!, [values[k]!]);
  }
  const spreads = new Map(Array.from(members, ([group, own]) => [group, { mean: mean(own), flat: isFlat(own) }]));
  return Float64Array.from(values, (value, k) => {
    const spread = spreads.get(groups[k]!)!;
    return spread.flat ? 0 : value - spread.mean;
  });
}

/** All equal: what rounding leaves of them would correlate at random. */
function isFlat(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / values.length;
}

/** Whether a sum of squared deviations from a mean is what rounding leaves of values that are all equal. */
export function isRounding(squares: number, mean: number, count: number): boolean {
  return !(squares > count * (Math.abs(mean) * 4e-16) ** 2);
}
