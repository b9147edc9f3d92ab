import { estimate } from '@passband/spectrum';
import type { Bounded } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { Category } from './colouring.ts';
import { type Condition, nameWithoutSeed } from './conditions.ts';
import { quantityValue } from './quantity.ts';
import type { ModelRecord } from './records.ts';

/** What a scatter draws: a model, or the mean of its replicates. */
export interface FigurePoint {
  name: string;
  records: readonly ModelRecord[];
  x: Bounded;
  y: Bounded;
  /** Place among the theme's categories; −1 for others. */
  colour: number;
  /** Points of one label are named once. */
  label: string;
}

type Categories = ReadonlyMap<ModelRecord, Category>;

/** A point a model that has both quantities. */
export function runPoints(
  records: readonly ModelRecord[],
  keys: { x: string; y: string },
  categories: Categories,
): FigurePoint[] {
  return records.flatMap((record) => {
    const x = quantityValue(record, keys.x);
    const y = quantityValue(record, keys.y);
    if (!x || !y) return [];
    const colour = categories.get(record)?.colour ?? -1;
    return [{ name: record.name, records: [record], x, y, colour, label: nameWithoutSeed(record.name) }];
  });
}

/**
 * A point a condition: the mean over its replicates that have both quantities, with Student's 95 % bounds over these training
 * runs; of a single run, its value without bounds.
 */
export function meanPoints(
  conditions: readonly Condition[],
  keys: { x: string; y: string },
  categories: Categories,
): FigurePoint[] {
  return conditions.flatMap(({ name, models }) => {
    const runs = runPoints(models, keys, categories);
    const [first] = runs;
    const x = meanOf(runs.map((run) => run.x.value));
    const y = meanOf(runs.map((run) => run.y.value));
    if (!first || !x || !y) return [];
    const records = runs.flatMap((run) => run.records);
    const title = runs.length === 1 ? first.name : `${name}: mean of ${plural(runs.length, 'training run')}`;
    return [{ name: title, records, x, y, colour: first.colour, label: name }];
  });
}

/** Bounds of no width are those of one value for all, such as of a tag: they are none. */
function meanOf(values: readonly number[]): Bounded | null {
  const mean = estimate(values);
  if (!mean) return null;
  const spread = mean.standardDeviation !== null && mean.standardDeviation > 1e-12 * Math.abs(mean.mean);
  return spread ? { value: mean.mean, lower: mean.lower, upper: mean.upper } : { value: mean.mean };
}

/** Whether any condition was trained more than once, so that means are worth drawing. */
export function haveReplicates(conditions: readonly Condition[]): boolean {
  return conditions.some(({ models }) => models.length > 1);
}
