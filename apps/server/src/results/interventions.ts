import type { Intervention, InterventionEffect } from '@passband/schema';
import { paired } from '@passband/spectrum';
import type { ModelRow, Tag } from '@passband/store';
import { type ModelPair, modelPairs, pairGroups } from './model-pairs.ts';
import type { ModelValue } from './model-values.ts';

export interface InterventionChoice {
  baseline: readonly Tag[];
  metrics: readonly string[];
  groupByTag: readonly string[];
}

/** Values by metric, then by model. */
type Values = ReadonlyMap<string, ReadonlyMap<string, ModelValue>>;

/**
 * What each value of the baseline's tags changed: the mean of the paired differences of each metric, over all pairs of models
 * that differ in that tag alone, and by values of groupByTag. In the order of the baseline, then of values, then of groups.
 */
export function interventionsOf(
  models: readonly ModelRow[],
  values: Values,
  { baseline, metrics, groupByTag }: InterventionChoice,
): Intervention[] {
  return baseline.flatMap((from) =>
    modelPairs(models, from).flatMap(({ value, pairs }) =>
      pairGroups(pairs, groupByTag).map(({ group, pairs: own }) => ({
        tag: { key: from.key, value },
        group,
        pairs: own.length,
        effects: metrics.map((metric) => effectOf(metric, own, values)),
      })),
    ),
  );
}

/** Over the pairs whose models both have a value. */
function effectOf(metric: string, pairs: readonly ModelPair[], values: Values): InterventionEffect {
  const known = (model: ModelRow): number => values.get(metric)?.get(model.id)?.value ?? Number.NaN;
  const both = pairs
    .map(({ baseline, other }) => ({ a: known(baseline), b: known(other) }))
    .filter(({ a, b }) => Number.isFinite(a) && Number.isFinite(b));
  const { difference, pValue } = paired(
    both.map(({ a }) => a),
    both.map(({ b }) => b),
  );
  return { metric, difference, pValue };
}
