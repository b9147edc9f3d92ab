import { type Bounded, parts } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { KeyNumber } from '../measurement/KeyNumbers.tsx';
import { bounded } from '../measurement/sentences.ts';
import type { MeasuredSpectrum, ModelRecord } from './documents.ts';

/** A metric's current value on a dataset, or on none where the dataset is not known. */
export function metricOf(metrics: ModelRecord['metrics'], name: string, dataset: string | null): Bounded | null {
  const named = metrics.filter((metric) => metric.name === name);
  const found = named.find((metric) => metric.dataset?.id === dataset) ?? (dataset === null ? named[0] : undefined);
  return found === undefined ? null : { value: found.value, lower: found.lower, upper: found.upper };
}

const fractions = [
  { label: 'Within-class fraction', field: 'within', metric: 'highFrequencyFraction.within' },
  { label: 'Between-class fraction', field: 'between', metric: 'highFrequencyFraction.between' },
  { label: 'Within, mirrored', field: 'withinMirrored', metric: 'mirroredHighFrequencyFraction.within' },
  { label: 'Between, mirrored', field: 'betweenMirrored', metric: 'mirroredHighFrequencyFraction.between' },
] as const;

/**
 * Accuracy and the four fractions. Fractions are those of the measurement drawn below; without one, the model's metrics:
 * recorded or imported, often without bounds.
 */
export function keyNumbers(
  metrics: ModelRecord['metrics'],
  spectrum: MeasuredSpectrum | null,
  dataset: string | null,
): KeyNumber[] {
  const accuracy = metricOf(metrics, 'accuracy', dataset);
  return [
    cell('Accuracy', accuracy, { least: 1, scale: 100 }, ' %', 'not evaluated yet'),
    ...fractions.map(({ label, field, metric }) => {
      const estimate = spectrum?.[field] ?? null;
      const value =
        estimate === null ? (spectrum === null ? metricOf(metrics, metric, dataset) : null) : bounded(estimate);
      return cell(label, value, {}, '', 'not measured', estimate?.count);
    }),
  ];
}

function cell(
  label: string,
  value: Bounded | null,
  options: { least?: number; scale?: number },
  unit: string,
  absent: string,
  paths?: number,
): KeyNumber {
  if (value === null) return { label, number: '–', note: absent };
  const { number, bound } = parts(value, options);
  const from = paths === undefined ? ' ' : `${plural(paths, 'path')}`;
  return { label, number, unit: `${bound}${unit}`.trim(), note: bound === '' ? 'no bounds' : from };
}
