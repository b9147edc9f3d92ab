import { decodeFloat32 } from '../api/float32.ts';
import type { Bounded } from '../format/numbers.ts';

/** The metrics the Overview always shows, by the names that measurements write. */
export const metricNames = {
  accuracy: 'accuracy',
  within: 'highFrequencyFraction.within',
  between: 'highFrequencyFraction.between',
  withinMirrored: 'mirroredHighFrequencyFraction.within',
  betweenMirrored: 'mirroredHighFrequencyFraction.between',
} as const;

/** A short name of the five above, or any other metric's own name. */
export type MetricKey = string;
export const metricKeys = Object.keys(metricNames) as (keyof typeof metricNames)[];

/** The keys of both scopes' fractions by the mirrored estimator, or by the published one. */
export function fractionKeys(isMirrored: boolean): { within: MetricKey; between: MetricKey } {
  const end = isMirrored ? 'Mirrored' : '';
  return { within: `within${end}`, between: `between${end}` };
}

const namesByKey: Readonly<Record<string, string>> = metricNames;
const keysByName = new Map<string, string>(Object.entries(metricNames).map(([key, name]) => [name, key]));

/** The name that the API knows a metric by. */
export function metricName(key: MetricKey): string {
  return namesByKey[key] ?? key;
}

/** The key of a metric here. */
export function metricKey(name: string): MetricKey {
  return keysByName.get(name) ?? name;
}

/** One model with its current values; a metric that isn't known is left out. */
export interface ModelRecord {
  id: string;
  name: string;
  external: boolean;
  tags: Readonly<Record<string, string>>;
  metrics: Readonly<Record<MetricKey, Bounded | undefined>>;
}

interface PackedColumn {
  name: string;
  values: string;
  lower: string;
  upper: string;
}

interface PackedPoints {
  models: readonly { id: string; name: string; format: string; tags: readonly { key: string; value: string }[] }[];
  metrics: readonly PackedColumn[];
}

/**
 * The columns of `modelPoints` as one record a model, in the server's order. `mirrored` holds columns of the same models whose
 * fractions were taken with the mirrored estimator.
 */
export function modelRecords(points: PackedPoints, mirrored: readonly PackedColumn[] = []): ModelRecord[] {
  const columns = [
    ...points.metrics.map((column) => unpacked(metricKey(column.name), column)),
    ...mirrored.map((column) => unpacked(`${metricKey(column.name)}Mirrored`, column)),
  ];
  return points.models.map((model, row) => ({
    id: model.id,
    name: model.name,
    external: model.format === 'EXTERNAL',
    tags: Object.fromEntries(model.tags.map(({ key, value }) => [key, value])),
    metrics: Object.fromEntries(columns.flatMap((column) => cellOf(column, row))),
  }));
}

function unpacked(key: MetricKey, { values, lower, upper }: PackedColumn) {
  return { key, values: decodeFloat32(values), lower: decodeFloat32(lower), upper: decodeFloat32(upper) };
}

function cellOf({ key, values, lower, upper }: ReturnType<typeof unpacked>, row: number): [string, Bounded][] {
  const value = values[row];
  if (value === undefined || Number.isNaN(value)) return [];
  return [[key, { value, lower: known(lower[row]), upper: known(upper[row]) }]];
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
