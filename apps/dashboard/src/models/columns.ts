import { quantityName } from '../overview/quantity.ts';
import { tagColumn } from '../overview/tags.ts';

/** The columns shown before anyone chooses, by their keys: the main metrics and every tag, as far as they are there. */
export function usualColumns(metrics: readonly string[], tags: readonly string[]): string[] {
  const wanted = ['accuracy', 'within', 'between'];
  return [...wanted.filter((name) => metrics.includes(name)), ...tags.map(tagColumn)];
}

/** Heads that are shorter than the quantity's name, by key. */
const heads: Readonly<Record<string, string>> = {
  accuracy: 'Accuracy (%)',
  within: 'Within',
  between: 'Between',
  withinMirrored: 'Within, mirrored',
  betweenMirrored: 'Between, mirrored',
  varied: 'Varied',
  value: 'Value',
};

/** The head of a column, by its key. */
export function columnHead(key: string): string {
  return heads[key] ?? quantityName(key);
}

/** How a metric's numbers are printed. */
export function printing(metric: string): { least: number; scale: number } {
  return metric === 'accuracy' ? { least: 1, scale: 100 } : { least: 3, scale: 1 };
}
