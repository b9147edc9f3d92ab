import { plusMinus } from '../format/numbers.ts';
import type { MetricKey, ModelRecord } from './records.ts';

const names: Record<MetricKey, string> = {
  accuracy: 'accuracy',
  within: 'within',
  between: 'between',
  withinMirrored: 'within, mirrored',
  betweenMirrored: 'between, mirrored',
};

/** A model's numbers in words, for the tooltip and for screen readers: `accuracy 91.4 ± 1.2 %, within 0.106 ± 0.016`. */
export function pointWords(record: ModelRecord, keys: readonly MetricKey[]): string {
  return keys
    .map((key) => {
      const metric = record.metrics[key];
      if (!metric) return `${names[key]} not measured`;
      if (key === 'accuracy') return `${names[key]} ${plusMinus(metric, { scale: 100, least: 1 })} %`;
      return `${names[key]} ${plusMinus(metric)}`;
    })
    .join(', ');
}
