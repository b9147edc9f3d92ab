import { type Estimate, estimateOf, ScopeMoments } from './estimate.ts';
import { Moments } from './moments.ts';
import { studentTail } from './student.ts';

/** A difference between two measurements of the same paths. */
export interface PairedDifference {
  /** b - a; null where there is no pair. */
  difference: Estimate | null;
  /** Of the two-sided paired t-test; null where there is no standard error, or no difference anywhere. */
  pValue: number | null;
}

/** Values of a and b over the same paths, in the same order. */
export interface PairedValues {
  a: ArrayLike<number>;
  b: ArrayLike<number>;
}

/** b - a over the paths of one group that both measured: estimate of the difference, and p of t = mean / se with n - 1 degrees of freedom. */
export function paired(a: ArrayLike<number>, b: ArrayLike<number>): PairedDifference {
  const difference = estimateOf(Moments.of(differences(a, b)));
  return { difference, pValue: pValueOf(difference, a.length - 1) };
}

/** The same over the groups of a scope: the scope's estimate of the differences, p with its degrees of freedom. */
export function pairedScope(groups: Iterable<PairedValues>): PairedDifference {
  const scope = new ScopeMoments();
  for (const { a, b } of groups) scope.addGroup(Moments.of(differences(a, b)));
  const difference = scope.estimate();
  return { difference, pValue: pValueOf(difference, scope.degreesOfFreedom) };
}

function differences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length)
    throw new RangeError(`paired values must be as many on both sides; got ${a.length} and ${b.length}`);
  return Float64Array.from(a, (value, k) => b[k]! - value);
}

function pValueOf(difference: Estimate | null, df: number): number | null {
  if (!difference || difference.standardError === null) return null;
  if (difference.standardError === 0) return difference.mean === 0 ? null : 0;
  return 2 * studentTail(Math.abs(difference.mean / difference.standardError), df);
}
