import { type Bounded, isSure, parts, plusMinus } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { KeyNumber } from '../measurement/KeyNumbers.tsx';
import { bounded } from '../measurement/sentences.ts';
import { metricName } from '../overview/records.ts';
import type { Standing } from '../overview/standing.ts';
import type { MeasuredSpectrum, ModelRecord } from './documents.ts';
import type { Reference } from './reference.ts';

/** A metric's current value on a dataset, or on any where the dataset is not known. */
function metricOf(metrics: ModelRecord['metrics'], name: string, dataset: string | null): Bounded | null {
  const named = metrics.filter((metric) => metric.name === name);
  const found = named.find((metric) => metric.dataset?.id === dataset) ?? (dataset === null ? named[0] : undefined);
  return found === undefined ? null : { value: found.value, lower: found.lower, upper: found.upper };
}

const fractions = [
  { label: 'Within-class fraction', field: 'within' },
  { label: 'Between-class fraction', field: 'between' },
  { label: 'Within, mirrored', field: 'withinMirrored' },
  { label: 'Between, mirrored', field: 'betweenMirrored' },
] as const;

/**
 * A fraction of the measurement that the figures show; without one, the model's metric: recorded or imported, often without
 * bounds.
 */
export function fractionOf(
  field: (typeof fractions)[number]['field'],
  metrics: ModelRecord['metrics'],
  spectrum: MeasuredSpectrum | null,
  dataset: string | null,
): Bounded | null {
  if (spectrum === null) return metricOf(metrics, metricName(field), dataset);
  const estimate = spectrum[field];
  return estimate === null ? null : bounded(estimate);
}

/** Accuracy, the four fractions and the Jacobian norm; under each how it differs from the baseline's over the same paths, else what that has. */
export function keyNumbers(
  metrics: ModelRecord['metrics'],
  spectrum: MeasuredSpectrum | null,
  dataset: string | null,
  baseline: Standing['baseline'],
  /** The model's Jacobian norm and the baseline's, and how its fractions differ from the baseline's over the same paths. */
  other: { own: Bounded | null; baseline: Bounded | undefined; differences: Reference['differences'] },
): KeyNumber[] {
  const accuracy = metricOf(metrics, 'accuracy', dataset);
  return [
    cell('Accuracy', accuracy, { least: 1, scale: 100 }, ' %', 'not evaluated yet', {
      baseline: baseline && { name: baseline.name, value: baseline.record.metrics.accuracy },
    }),
    ...fractions.map(({ label, field }) =>
      cell(label, fractionOf(field, metrics, spectrum, dataset), {}, '', 'not measured', {
        paths: spectrum?.[field]?.count,
        baseline: baseline && { name: baseline.name, value: baseline.record.metrics[field] },
        difference: other.differences[field],
      }),
    ),
    cell('Jacobian norm', other.own ?? metricOf(metrics, 'jacobianNorm', dataset), { least: 2 }, '', 'not measured', {
      baseline: baseline && { name: baseline.name, value: other.baseline },
    }),
  ];
}

function cell(
  label: string,
  value: Bounded | null,
  options: { least?: number; scale?: number },
  unit: string,
  absent: string,
  below: {
    paths?: number | undefined;
    baseline?: { name: string; value: Bounded | undefined } | undefined;
    difference?: Bounded | undefined;
  },
): KeyNumber {
  if (value === null) return { label, number: '–', note: absent };
  const { number, bound } = parts(value, options);
  const { paths, baseline, difference } = below;
  if (baseline && difference)
    return { label, number, unit: `${bound}${unit}`.trim(), ...differenceNote(difference, baseline.name) };
  const notes = [
    bound === '' ? 'no bounds' : '',
    baseline?.value ? `${baseline.name} ${plusMinus(baseline.value, options)}${unit}` : '',
    baseline || paths === undefined || bound === '' ? '' : plural(paths, 'path'),
  ];
  return { label, number, unit: `${bound}${unit}`.trim(), note: notes.filter(Boolean).join('; ') || ' ' };
}

/** −0.043 ± 0.003 vs baseline: strong where the bounds exclude 0. */
function differenceNote(difference: Bounded, name: string): Pick<KeyNumber, 'strong' | 'note'> {
  const number = plusMinus(difference, { sign: true });
  return isSure(difference) ? { strong: number, note: `vs ${name}` } : { note: `${number} vs ${name}` };
}
