import { decodeFloat32 } from '../api/float32.ts';
import type { Bounded } from '../format/numbers.ts';

/** The metrics the Overview shows, by the names that measurements write. */
export const metricNames = {
  accuracy: 'accuracy',
  within: 'highFrequencyFraction.within',
  between: 'highFrequencyFraction.between',
  withinMirrored: 'mirroredHighFrequencyFraction.within',
  betweenMirrored: 'mirroredHighFrequencyFraction.between',
} as const;

export type MetricKey = keyof typeof metricNames;
export const metricKeys = Object.keys(metricNames) as MetricKey[];

/** One model with its current values; a metric that isn't known is left out. */
export interface ModelRecord {
  id: string;
  name: string;
  external: boolean;
  tags: Readonly<Record<string, string>>;
  metrics: Readonly<Partial<Record<MetricKey, Bounded>>>;
}

interface PackedPoints {
  models: readonly { id: string; name: string; format: string; tags: readonly { key: string; value: string }[] }[];
  metrics: readonly { name: string; values: string; lower: string; upper: string }[];
}

/** The columns of `modelPoints` as one record a model, in the server's order. */
export function modelRecords(points: PackedPoints): ModelRecord[] {
  const columns = new Map(
    points.metrics.map(({ name, values, lower, upper }) => [
      name,
      { values: decodeFloat32(values), lower: decodeFloat32(lower), upper: decodeFloat32(upper) },
    ]),
  );
  return points.models.map((model, row) => {
    const metrics: Partial<Record<MetricKey, Bounded>> = {};
    for (const key of metricKeys) {
      const column = columns.get(metricNames[key]);
      const value = column?.values[row];
      if (column === undefined || value === undefined || Number.isNaN(value)) continue;
      metrics[key] = { value, lower: known(column.lower[row]), upper: known(column.upper[row]) };
    }
    return {
      id: model.id,
      name: model.name,
      external: model.format === 'EXTERNAL',
      tags: Object.fromEntries(model.tags.map(({ key, value }) => [key, value])),
      metrics,
    };
  });
}

function known(bound: number | undefined): number | null {
  return bound === undefined || Number.isNaN(bound) ? null : bound;
}

/** Whether any number is there; a figure takes the models that have both of its own. */
export function isMeasured(record: ModelRecord): boolean {
  return Object.keys(record.metrics).length > 0;
}

/** Whether every one of these metrics is there. */
export function hasMetrics(record: ModelRecord, keys: readonly MetricKey[]): boolean {
  return keys.every((key) => record.metrics[key] !== undefined);
}
