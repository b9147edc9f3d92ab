import { sentenceCase } from '../format/words.ts';
import { isTag, tagColumn, tagKey, tagWords } from '../overview/tags.ts';

/** The columns shown before anyone chooses, by their keys: the main metrics and every tag, as far as they are there. */
export function usualColumns(metrics: readonly string[], tags: readonly string[]): string[] {
  const wanted = ['accuracy', 'within', 'between'];
  return [...wanted.filter((name) => metrics.includes(name)), ...tags.map(tagColumn)];
}

const names: Record<string, string> = {
  accuracy: 'Accuracy (%)',
  loss: 'Loss (nats)',
  'highFrequencyFraction.within': 'Within',
  'highFrequencyFraction.between': 'Between',
  'mirroredHighFrequencyFraction.within': 'Within, mirrored',
  'mirroredHighFrequencyFraction.between': 'Between, mirrored',
  'consistentDistance.within': 'Consistent distance, within',
  'consistentDistance.between': 'Consistent distance, between',
  jacobianNorm: 'Jacobian norm',
};

/** A column's head; a metric without a name of its own prints as it is. */
export function columnName(column: string): string {
  return isTag(column) ? sentenceCase(tagWords(tagKey(column))) : (names[column] ?? column);
}

/** How a metric's numbers are printed. */
export function printing(metric: string): { least: number; scale: number } {
  return metric === 'accuracy' ? { least: 1, scale: 100 } : { least: 3, scale: 1 };
}
