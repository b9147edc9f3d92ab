import { type Bounded, isSure } from '../format/numbers.ts';
import { bounded } from '../measurement/sentences.ts';
import { type Condition, conditionKey } from './conditions.ts';
import type { InterventionsResult } from './interventions-query.ts';
import { type MetricKey, metricKey } from './records.ts';
import { tagValue, tagWords } from './tags.ts';

/** What one intervention changed: mean of the differences from models equal in every other tag. */
export interface Difference {
  /** Unique among the rows. */
  key: string;
  /** `mixup`, or `training images 1,000` where the models' names say nothing. */
  name: string;
  tag: string;
  value: string;
  /** In which part of the models, `ResNet18`; undefined for all. */
  part: string | undefined;
  effects: Readonly<Record<MetricKey, Effect | undefined>>;
}

/** Student's 95 % bounds over pairs of training runs; none of one pair. */
export interface Effect extends Bounded {
  pairs: number;
  /** Of how many of them the two values come of measurements with other parameters. */
  differentlyMeasured: number;
  pValue: number | null;
}

/**
 * One row an intervention of the API's answer, those of one tag together; also where nothing is measured yet, so that no row
 * moves when it is. What the conditions call it is its name.
 */
export function differencesOf(
  { interventions, mirrored }: InterventionsResult,
  reference: Condition,
  conditions: readonly Condition[],
): Difference[] {
  const values = new Set(conditions.flatMap(({ tags }) => Object.entries(tags).map((pair) => pair.join('='))));
  return interventions.flatMap(({ tag, group, effects }, k) => {
    // Of a value that no model here has, there is nothing to wait for.
    if (!values.has(`${tag.key}=${tag.value}`)) return [];
    const part = group.length === 0 ? undefined : group.map(({ value }) => tagValue(value)).join(', ');
    return {
      key: JSON.stringify([tag, group]),
      name: interventionName(tag, reference, conditions),
      tag: tag.key,
      value: tag.value,
      part,
      effects: {
        ...effectsOf(effects, (key) => key),
        ...effectsOf(mirrored?.[k]?.effects ?? [], (key) => `${key}Mirrored`),
      },
    };
  });
}

type Effects = InterventionsResult['interventions'][number]['effects'];

function effectsOf(effects: Effects, keyOf: (key: MetricKey) => MetricKey): Record<MetricKey, Effect> {
  return Object.fromEntries(
    effects.flatMap(({ metric, difference, ...rest }) =>
      difference === null
        ? []
        : [[keyOf(metricKey(metric)), { ...bounded(difference), pairs: difference.count, ...rest }] as const],
    ),
  );
}

/** The condition that differs from the reference in this alone gives its name, where replicates share one. */
function interventionName(
  { key, value }: { key: string; value: string },
  reference: Condition,
  conditions: readonly Condition[],
): string {
  const wanted = conditionKey({ ...reference.tags, [key]: value });
  const condition = conditions.find((one) => one.key === wanted);
  const [first] = condition?.models ?? [];
  if (condition && first && condition.name !== first.name) return condition.name;
  return `${tagWords(key)} ${tagValue(value)}`;
}

/** The `most` rows with the most pairs of training runs, in the order they came in; of equals, the first. */
export function mostPaired(rows: readonly Difference[], most: number): Difference[] {
  const kept = new Set([...rows].sort((a, b) => pairsOf(b) - pairsOf(a)).slice(0, most));
  return rows.filter((row) => kept.has(row));
}

/** How many pairs a row's numbers are of, at most. */
export function pairsOf({ effects }: Difference): number {
  return Math.max(0, ...Object.values(effects).map((effect) => effect?.pairs ?? 0));
}

/** The surest low and high end of a metric: the interventions with the largest change whose bounds exclude 0. */
export function extremes(rows: readonly Difference[], key: MetricKey): { lowered?: Difference; raised?: Difference } {
  const sizeOf = ({ effects }: Difference) => Math.abs(effects[key]?.value ?? 0);
  const of = (sign: number) =>
    rows
      .filter(({ effects }) => effects[key] && isSure(effects[key]) && Math.sign(effects[key].value) === sign)
      .sort((a, b) => sizeOf(b) - sizeOf(a))[0];
  const lowered = of(-1);
  const raised = of(1);
  return { ...(lowered && { lowered }), ...(raised && { raised }) };
}

/** One difference by several estimators, each with its bounds. */
export interface ByEstimator {
  effects: Readonly<Record<MetricKey, Bounded | undefined>>;
}

/** How many rows one estimator is sure of and the other isn't, or is sure of the opposite. */
export function disagreements(rows: readonly ByEstimator[], a: MetricKey, b: MetricKey): number {
  const verdict = (effect: Bounded | undefined) => (effect && isSure(effect) ? Math.sign(effect.value) : 0);
  return rows.filter(({ effects }) => effects[a] && effects[b] && verdict(effects[a]) !== verdict(effects[b])).length;
}
