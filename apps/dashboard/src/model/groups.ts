import type { ClassRecord } from '../plots/by-class.ts';
import type { GroupRecord } from '../plots/class-by-class.ts';
import type { MeasuredSpectrum } from './documents.ts';

/** The API's groups as the figures take them: classes by name. */
export function groupRecords(groups: MeasuredSpectrum['groups']): GroupRecord[] {
  return groups.map(({ scope, classA, classB, pathCount, highFrequencyFraction: fraction }) => ({
    scope,
    classA: classA.name,
    classB: classB.name,
    pathCount,
    mean: fraction?.mean ?? null,
    lower: fraction?.lower ?? null,
    upper: fraction?.upper ?? null,
  }));
}

/** The groups within one class as rows of the by-class figure; classes without a path are left out. */
export function withinRows(groups: readonly GroupRecord[]): ClassRecord[] {
  return groups.flatMap((g) =>
    g.classA === g.classB && g.mean !== null
      ? [{ name: g.classA, count: g.pathCount, value: g.mean, lower: g.lower, upper: g.upper }]
      : [],
  );
}

/** Names of the classes that any group has, in the dataset's order. */
export function measuredClasses(groups: readonly GroupRecord[], classes: readonly { name: string }[]): string[] {
  const named = new Set(groups.flatMap((g) => [g.classA, g.classB]));
  return classes.map((c) => c.name).filter((name) => named.has(name));
}
