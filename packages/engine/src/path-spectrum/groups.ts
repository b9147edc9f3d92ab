import { drawClassPairs } from '@passband/spectrum';
import type { DatasetFacts } from '../dataset-facts.ts';
import type { Group, PathScope, PathSpectrumParameters } from './types.ts';

export function scopeOf({ classA, classB }: Group): PathScope {
  return classA === classB ? 'WITHIN_CLASS' : 'BETWEEN_CLASS';
}

/** The same text for the same group. */
export function groupKey({ classA, classB, direction }: Group): string {
  return direction === undefined ? `${classA}/${classB}` : `${classA}/${classB}/${direction}`;
}

/** Indices of the classes that have images, in growing order. */
export function classesWithImages(dataset: Pick<DatasetFacts, 'classes'>): number[] {
  return dataset.classes.flatMap(({ imageCount }, index) => (imageCount > 0 ? [index] : []));
}

type Choice = Pick<PathSpectrumParameters, 'scopes' | 'classes' | 'classPairs' | 'directions' | 'seed'>;

/** The classes that are measured, in growing order. */
export function chosenClasses({ classes }: Pick<Choice, 'classes'>, dataset: Pick<DatasetFacts, 'classes'>): number[] {
  return classes ?? classesWithImages(dataset);
}

/**
 * The groups of a measurement in the order in which a round takes them: classes by index, then pairs of classes by the
 * first's index, then the second's. Of DIRECTION the classes of the first direction, then of the second.
 */
export function groupsOf(
  { scopes, classes, classPairs, directions, seed }: Choice,
  dataset: Pick<DatasetFacts, 'classes'>,
): Group[] {
  const chosen = chosenClasses({ classes }, dataset);
  const within = chosen.map((index): Group => ({ classA: index, classB: index }));
  if (directions) return directions.flatMap((_, direction) => within.map((group) => ({ ...group, direction })));
  const groups: Group[] = scopes.includes('WITHIN_CLASS') ? within : [];
  if (scopes.includes('BETWEEN_CLASS')) {
    const pairs = classPairs === null ? allPairs(chosen) : drawClassPairs(chosen, classPairs, seed).sort(byIndex);
    groups.push(...pairs.map(([classA, classB]) => ({ classA, classB })));
  }
  return groups;
}

function allPairs(classes: readonly number[]): [number, number][] {
  return classes.flatMap((a, k) => classes.slice(k + 1).map((b): [number, number] => [a, b]));
}

function byIndex([a, b]: [number, number], [c, d]: [number, number]): number {
  return a - c || b - d;
}
