import type { ClassDifference } from '../plots/class-differences.ts';
import type { Comparison } from './documents.ts';
import { comparisonOf, type Shown } from './series.ts';

/** Differences within each class, a row a class and model; classes without paths in common are left out. */
export function classRows(
  comparisons: readonly Comparison[],
  others: readonly Shown[],
  estimator: string,
): ClassDifference[] {
  return others.flatMap(({ spectrum, name, colour }) => {
    const groups = comparisonOf(comparisons, { spectrum, scope: 'WITHIN_CLASS', estimator })?.groups ?? [];
    return groups.flatMap(({ classA, difference, pairedPaths }) => {
      if (difference === null) return [];
      const { mean, lower, upper } = difference;
      return [{ className: classA.name, model: name, colour, pairedPaths, value: mean, lower, upper }];
    });
  });
}
