import { drawClassPairs } from '@passband/spectrum';
import type { DatasetFacts } from '../dataset-facts.ts';
import type { Group, PathScope, PathSpectrumParameters } from './types.ts';

export function scopeOf({ classA, classB }: Group): PathScope {
  return classA === classB ? 'WITHIN_CLASS' : 'BETWEEN_CLASS';
}

/** Indices of the classes that have images, in growing order. */
export function classesWithImages(dataset: Pick<DatasetFacts, 'classes'>): number[] {
  return dataset.classes.flatMap(({ imageCount }, index) => (imageCount > 0 ? [index] : []));
}

/**
 * The groups of a measurement in the order in which a round takes them: classes by index, then pairs of classes by the
 * first's index, then the second's.
 */
export function groupsOf(
  { scopes, classes, classPairs, seed }: Pick<PathSpectrumParameters, 'scopes' | 'classes' | 'classPairs' | 'seed'>,
  dataset: Pick<DatasetFacts, 'classes'>,
): Group[] {
  const chosen = classes ?? classesWithImages(dataset);
  const groups: Group[] = [];
  if (scopes.includes('WITHIN_CLASS')) groups.push(...chosen.map((index) => ({ classA: index, classB: index })));
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
