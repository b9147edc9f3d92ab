import { type Bounded, fixed, halfWidth, plusMinus, rateWords } from '../format/numbers.ts';
import { count, listed, pluralRange } from '../format/words.ts';
import type { ClassRecord } from '../plots/by-class.ts';
import type { GroupRecord } from '../plots/class-by-class.ts';

/** A class by its name, a pair as A–B. */
export function groupName(group: { classA: string; classB: string }): string {
  return group.classA === group.classB ? group.classA : `${group.classA}–${group.classB}`;
}

/** The groups with the highest fractions: two names where the second is within the first's bounds, else one. */
export function classByClassFinding(groups: readonly GroupRecord[]): string {
  const measured = groups
    .filter((g): g is GroupRecord & { mean: number } => g.mean !== null)
    .sort((a, b) => b.mean - a.mean);
  const [first, second] = measured;
  if (first === undefined) return 'No group is measured yet';
  const number = plusMinus({ value: first.mean, lower: first.lower, upper: first.upper });
  if (second === undefined) return `${groupName(first)}: ${number}`;
  const close = first.lower === null || second.mean >= first.lower;
  return close ? `${groupName(first)}, ${groupName(second)} highest` : `${groupName(first)} highest: ${number}`;
}

/** How many paths the means of groups are of: `20 paths a cell`, or `52 paths a class, 8 paths a pair`; empty without groups. */
export function groupPathWords(groups: readonly GroupRecord[], group: 'cell' | 'group'): string {
  const ofScope = (isWithin: boolean) => {
    const counts = groups.filter((g) => (g.classA === g.classB) === isWithin).map(({ pathCount }) => pathCount);
    return counts.length === 0 ? [] : [pluralRange(counts, 'path')];
  };
  const [first, second] = [...ofScope(true), ...ofScope(false)];
  if (first === undefined) return '';
  return second === undefined || first === second ? `${first} a ${group}` : `${first} a class, ${second} a pair`;
}

/** The median half width of the bounds in the cells, for the caption; undefined without bounds. */
export function medianHalfWidth(groups: readonly GroupRecord[]): number | undefined {
  const widths = groups
    .map((g) => halfWidth({ value: g.mean ?? 0, lower: g.lower, upper: g.upper }))
    .filter((width) => width !== undefined)
    .sort((a, b) => a - b);
  if (widths.length === 0) return undefined;
  const middle = widths.length / 2;
  return Number.isInteger(middle)
    ? ((widths[middle - 1] ?? 0) + (widths[middle] ?? 0)) / 2
    : widths[Math.floor(middle)];
}

/** Which class varies most; claimed only where its bounds lie above those of the next. */
export function byClassFinding(rows: readonly ClassRecord[]): string {
  const [first, second] = [...rows].sort((a, b) => b.value - a.value);
  if (first === undefined) return 'No class is measured yet';
  if (second === undefined) return `${first.name}: ${plusMinus(first)}`;
  if (apart(second, first)) return `${first.name} varies most: ${plusMinus(first)}`;
  return `Does ${first.name} vary most?`;
}

/** Which classes' bounds overlap with those of the highest; empty where none do. */
export function byClassOverlap(rows: readonly ClassRecord[]): string {
  const [first, ...others] = [...rows].sort((a, b) => b.value - a.value);
  if (first === undefined) return '';
  const names = others.filter((row) => !apart(row, first)).map((row) => row.name);
  if (names.length === 0) return '';
  return `Bounds overlap with those of ${first.name}: ${names.length > 3 ? `${count(names.length)} others` : listed(names)}.`;
}

/** Which class is recognised least; claimed only where its bounds lie below those of the next. */
export function accuracyFinding(rows: readonly ClassRecord[]): string {
  const [first, second] = [...rows].sort((a, b) => a.value - b.value);
  if (first === undefined) return 'No class is evaluated yet';
  if (second === undefined || apart(first, second)) return `${first.name} is recognised least: ${rateWords(first)}`;
  return `Lowest: ${first.name}, ${rateWords(first)}`;
}

/** Whether all of `low`'s bounds lie below all of `high`'s. */
function apart(low: ClassRecord, high: ClassRecord): boolean {
  return low.upper !== null && high.lower !== null && low.upper < high.lower;
}

/** What the grey ticks of a figure by class are; empty where there are none. */
export function tickWords(rows: readonly ClassRecord[], reference: string | undefined): string {
  const isThere = reference !== undefined && rows.some((row) => row.reference !== undefined);
  return isThere ? ` Grey tick: ${reference}.` : '';
}

/** The model page's second line. */
export function modelFinding(within: Bounded | null, between: Bounded | null): string {
  if (within === null && between === null) return 'Its path spectrum is not measured yet.';
  if (within === null || between === null) {
    const [name, value] = within === null ? ['between classes', between] : ['within a class', within];
    return `High-frequency fraction ${name}: ${value === null ? '–' : plusMinus(value)}.`;
  }
  const [w, b] = [halfWidth(within), halfWidth(between)];
  const numbers = `${plusMinus(within)} within a class, ${plusMinus(between)} between classes`;
  if (w === undefined || b === undefined) return `High-frequency fraction ${numbers}; no bounds.`;
  const isApart = Math.abs(between.value - within.value) > w + b;
  if (!isApart) return `High-frequency fraction ${numbers}: the bounds overlap.`;
  const ratio = between.value / within.value;
  const times =
    ratio >= 1
      ? `${fixed(ratio, 1)} times as high between classes as within one`
      : `${fixed(1 / ratio, 1)} times as high within a class as between two`;
  return `Its high-frequency fraction is ${times}: ${numbers}.`;
}

/** The unit of distance of a dataset: L2 of (pixel/255 − 0.286) / 0.353, or by channel. */
export function distanceWords(mean: readonly number[] | null, std: readonly number[] | null): string {
  if (mean === null || std === null) return 'unknown: no images are here';
  const list = (values: readonly number[]) =>
    values.length === 1 ? fixed(values[0] ?? 0, 3) : `(${values.map((v) => fixed(v, 3)).join(', ')})`;
  return `L2 of (pixel/255 − ${list(mean)}) / ${list(std)}`;
}
