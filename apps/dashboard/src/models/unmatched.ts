import { listed } from '../format/words.ts';
import { metricKey } from '../overview/records.ts';
import type { Filter } from './filter-expression.ts';

/** Tags and keys of metrics that models have. */
export interface Known {
  tags: readonly { key: string }[];
  metrics: readonly string[];
}

/** Why no model can match: names that none has, with those that there are, and an accuracy above 1. Each once. */
export function unmatchedWords(filter: Filter, known: Known): string[] {
  const tags = known.tags.map(({ key }) => key);
  // Nothing is known while it loads.
  if (tags.length + known.metrics.length === 0) return [];
  const reasons = conditionsIn(filter).flatMap(({ tag, metric }) => [
    ...(tag && !tags.includes(tag.key) ? [`No model has the tag “${tag.key}”; ${thereAre(tags)}`] : []),
    ...(metric ? metricReasons(metric, known.metrics) : []),
  ]);
  return [...new Set(reasons)];
}

function conditionsIn(filter: Filter): Filter[] {
  const inside = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])];
  return [filter, ...inside.flatMap(conditionsIn)];
}

function metricReasons({ name, ...bounds }: NonNullable<Filter['metric']>, metrics: readonly string[]): string[] {
  const key = metricKey(name);
  if (!metrics.includes(key)) return [`No model has the metric “${key}” on this dataset; ${thereAre(metrics)}`];
  if (key !== 'accuracy') return [];
  return Object.values(bounds)
    .filter((bound) => bound > 1)
    .map((bound) => `Accuracy is a share, at most 1: write ${bound}% or ${bound / 100}, not ${bound}.`);
}

const most = 8;

function thereAre(names: readonly string[]): string {
  if (names.length === 0) return 'there is none yet.';
  const left = names.length - most;
  return `there are ${listed(left > 1 ? [...names.slice(0, most), `${left} others`] : names)}.`;
}
