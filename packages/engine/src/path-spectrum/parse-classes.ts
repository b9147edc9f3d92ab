import type { DatasetFacts } from '../dataset-facts.ts';
import { invalid, type ParameterProblem, shown, wholeNumber } from '../parameter-problem.ts';
import { classesWithImages } from './groups.ts';
import type { PathScope } from './types.ts';

/** Chosen classes in growing order; null for all that have images. */
export function parseClasses(problems: ParameterProblem[], value: unknown, dataset: DatasetFacts): number[] | null {
  const refused = (message: string) => invalid(problems, 'classes', message, null);
  if (value == null)
    return classesWithImages(dataset).length ? null : refused('the dataset must have images; it has none');
  if (!Array.isArray(value) || !value.length) return refused(`classes must list class indices; got ${shown(value)}`);
  const classes: number[] = [];
  for (const index of value) {
    const found = typeof index === 'number' ? dataset.classes[index] : undefined;
    if (typeof index !== 'number' || !found)
      return refused(`classes must be indices from 0 to ${dataset.classes.length - 1}; got ${shown(index)}`);
    if (!found.imageCount) return refused(`classes must have images; class ${found.name} (${index}) has none`);
    if (classes.includes(index)) return refused(`classes must differ; got ${index} twice`);
    classes.push(index);
  }
  return classes.sort((a, b) => a - b);
}

/** How many pairs of classes are drawn; null for all of them. */
export function parseClassPairs(
  problems: ParameterProblem[],
  value: unknown,
  scopes: readonly PathScope[],
  classes: readonly number[],
): number | null {
  if (value == null) return null;
  const possible = (classes.length * (classes.length - 1)) / 2;
  // Where no scope was found, that is said.
  if (!scopes.length) return null;
  if (!scopes.includes('BETWEEN_CLASS'))
    return invalid(problems, 'classPairs', `classPairs needs the scope BETWEEN_CLASS; got ${shown(value)}`, null);
  const count = wholeNumber(problems, ['classPairs', value], { least: 1, most: possible, otherwise: null });
  return count === possible ? null : count;
}
