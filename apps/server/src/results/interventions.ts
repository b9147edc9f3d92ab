import { setImmediate } from 'node:timers/promises';
import type { Intervention, InterventionEffect } from '@passband/schema';
import { paired } from '@passband/spectrum';
import type { ModelRow, Tag } from '@passband/store';
import { type ModelPair, modelPairs, pairGroups, type ValuePairs } from './model-pairs.ts';
import type { ModelValue } from './model-values.ts';

export interface InterventionChoice {
  baseline: readonly Tag[];
  metrics: readonly string[];
  groupByTag: readonly string[];
}

/** An effect, and what its values were measured by. */
export interface PairedEffect extends InterventionEffect {
  /** Ids of both measurements, of each pair whose values were measured. */
  measurementPairs(): (readonly [string, string])[];
}

/** Values by metric, then by model. */
type Values = ReadonlyMap<string, ReadonlyMap<string, ModelValue>>;

/** Of all tags together: about a second of work. */
const MOST_PAIRS_TIMES_METRICS = 1_000_000;

/**
 * What each value of the baseline's tags changed: the mean of the paired differences of each metric, over all pairs of models
 * that differ in that tag alone, and by values of groupByTag. In the order of the baseline, then of values, then of groups.
 * Refused where pairs times metrics are more than a million.
 */
export async function interventionsOf(
  models: readonly ModelRow[],
  values: Values,
  { baseline, metrics, groupByTag }: InterventionChoice,
): Promise<Intervention[]> {
  const rows: Intervention[] = [];
  for (const { key, value, pairs } of allPairs(models, baseline, metrics.length)) {
    const effects = (own: readonly ModelPair[]) => metrics.map((metric) => effectOf(metric, own, values));
    for (const { group, pairs: own } of pairGroups(pairs, groupByTag))
      rows.push({ tag: { key, value }, group, pairs: own.length, effects: effects(own) });
    // Others than this request have their turn.
    await setImmediate();
  }
  return rows;
}

function allPairs(
  models: readonly ModelRow[],
  baseline: readonly Tag[],
  metricCount: number,
): (ValuePairs & { key: string })[] {
  let left = Math.floor(MOST_PAIRS_TIMES_METRICS / Math.max(1, metricCount));
  return baseline.flatMap((from) => {
    const found = modelPairs(models, from, left);
    left -= found.reduce((sum, { pairs }) => sum + pairs.length, 0);
    return found.map((one) => ({ ...one, key: from.key }));
  });
}

/** Over the pairs whose models both have a value. */
function effectOf(metric: string, pairs: readonly ModelPair[], values: Values): PairedEffect {
  const known = ({ id }: ModelRow): ModelValue | undefined => {
    const value = values.get(metric)?.get(id);
    return value && Number.isFinite(value.value) ? value : undefined;
  };
  const both = pairs.flatMap(({ baseline, other }) => {
    const [a, b] = [known(baseline), known(other)];
    return a && b ? [{ a, b }] : [];
  });
  const { difference, pValue } = paired(
    both.map(({ a }) => a.value),
    both.map(({ b }) => b.value),
  );
  const measurementPairs = () =>
    both.flatMap(({ a, b }) =>
      a.measurementId === null || b.measurementId === null ? [] : [[a.measurementId, b.measurementId] as const],
    );
  return { metric, difference, pValue, measurementPairs };
}
