import { Moments } from './moments.ts';
import { boundsQuantile } from './student.ts';

/** A mean with its standard error and 95 % bounds. All but mean and count are null where they can't be known. */
export interface Estimate {
  mean: number;
  standardDeviation: number | null;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
  count: number;
}

/**
 * Mean of one group's paths (or of images) with standard error s / sqrt(n) and bounds mean -+ t_{0.975, n - 1} s / sqrt(n)
 * (Student). Null of no values; without bounds of one. The values' order does not matter beyond rounding.
 * RangeError for a value that is not finite.
 *
 * @example estimate([1, 2, 3]) // mean 2, standardDeviation 1, standardError 0.577, bounds -0.484 to 4.484
 */
export function estimate(values: ArrayLike<number>): Estimate | null {
  return estimateOf(Moments.of(values));
}

/** The estimate of values that were added one by one. */
export function estimateOf(moments: Moments): Estimate | null {
  const { count, mean } = moments;
  if (count === 0) return null;
  if (count === 1) return withoutBounds(mean, count);
  const standardDeviation = Math.sqrt(moments.variance);
  return withBounds(mean, standardDeviation, standardDeviation / Math.sqrt(count), count - 1, count);
}

/** How certain a scope's mean is: its groups' means and variances, added up. */
export class ScopeMoments {
  private groups = 0;
  private sumOfMeans = 0;
  private sumOfSquaredErrors = 0;
  private smallestGroup = Infinity;
  private readonly all = new Moments();

  /** The next group, complete. One without values is left out. */
  addGroup(group: Moments): void {
    if (group.count === 0) return;
    this.groups++;
    this.sumOfMeans += group.mean;
    this.sumOfSquaredErrors += group.variance / group.count;
    this.smallestGroup = Math.min(this.smallestGroup, group.count);
    this.all.merge(group);
  }

  /** Degrees of freedom, sum of (n_g - 1). */
  get degreesOfFreedom(): number {
    return this.all.count - this.groups;
  }

  estimate(): Estimate | null {
    const { count } = this.all;
    if (count === 0) return null;
    const mean = this.sumOfMeans / this.groups;
    if (this.smallestGroup < 2) return withoutBounds(mean, count);
    const standardError = Math.sqrt(this.sumOfSquaredErrors) / this.groups;
    return withBounds(mean, Math.sqrt(this.all.variance), standardError, this.degreesOfFreedom, count);
  }
}

/**
 * The estimate of a scope: paths are a sample stratified by group, every group weighing the same.
 * mean = average of the groups' means; se^2 = sum of s_g^2 / n_g over G^2; Student's t with sum (n_g - 1) degrees of freedom;
 * standardDeviation is over all values. Groups without values are left out; no bounds where a group has one value only;
 * null where there are none. The bounds are about the mean over all pairs of this dataset for this one trained network.
 */
export function scopeEstimate(groups: Iterable<ArrayLike<number>>): Estimate | null {
  const scope = new ScopeMoments();
  for (const values of groups) scope.addGroup(Moments.of(values));
  return scope.estimate();
}

function withoutBounds(mean: number, count: number): Estimate {
  return { mean, standardDeviation: null, standardError: null, lower: null, upper: null, count };
}

function withBounds(
  mean: number,
  standardDeviation: number,
  standardError: number,
  df: number,
  count: number,
): Estimate {
  const half = boundsQuantile(df) * standardError;
  return { mean, standardDeviation, standardError, lower: mean - half, upper: mean + half, count };
}
