import { estimate } from '@passband/spectrum';
import { type Bounded, isSure } from '../format/numbers.ts';
import { type Condition, variedTags } from './conditions.ts';
import { type MetricKey, type ModelRecord, metricKeys } from './records.ts';

/** What one intervention changed: mean of the differences from the reference, paired over training runs of equal seed. */
export interface Difference {
  condition: Condition;
  /** The one tag that differs from the reference. */
  tag: string;
  effects: Readonly<Partial<Record<MetricKey, Effect>>>;
}

/** Student's 95 % bounds over pairs of training runs; none of one pair. */
export interface Effect extends Bounded {
  pairs: number;
}

/**
 * One row an intervention that differs from the reference in exactly one tag, those of one tag together; also where nothing is
 * measured yet, so that no row moves when it is.
 */
export function differencesFrom(reference: Condition, conditions: readonly Condition[]): Difference[] {
  const rows: Difference[] = [];
  for (const condition of conditions) {
    const [tag, ...others] = variedTags(condition, reference);
    if (tag === undefined || others.length > 0) continue;
    rows.push({ condition, tag, effects: effectsOf(condition, reference) });
  }
  const order = [...new Set(rows.map(({ tag }) => tag))];
  return rows.sort((a, b) => order.indexOf(a.tag) - order.indexOf(b.tag) || compareValues(a, b));
}

function compareValues(a: Difference, b: Difference): number {
  const difference = Number(a.condition.tags[a.tag]) - Number(b.condition.tags[b.tag]);
  return Number.isNaN(difference) ? 0 : difference;
}

function effectsOf(condition: Condition, reference: Condition): Partial<Record<MetricKey, Effect>> {
  const pairs = pairedRuns(condition.models, reference.models);
  const effects: Partial<Record<MetricKey, Effect>> = {};
  for (const key of metricKeys) {
    const values = pairs.flatMap(([run, base]) => {
      const value = run.metrics[key]?.value;
      const baseValue = base.metrics[key]?.value;
      return value === undefined || baseValue === undefined ? [] : [value - baseValue];
    });
    const mean = estimate(values);
    if (mean) effects[key] = { value: mean.mean, lower: mean.lower, upper: mean.upper, pairs: mean.count };
  }
  return effects;
}

/** Runs of equal seed; a seed that several models of one side have takes its first. A run without a seed pairs with one without. */
function pairedRuns(runs: readonly ModelRecord[], reference: readonly ModelRecord[]): [ModelRecord, ModelRecord][] {
  const bases = new Map<string | undefined, ModelRecord>();
  for (const base of reference) if (!bases.has(base.tags.seed)) bases.set(base.tags.seed, base);
  const pairs: [ModelRecord, ModelRecord][] = [];
  for (const run of runs) {
    const base = bases.get(run.tags.seed);
    if (!base) continue;
    bases.delete(run.tags.seed);
    pairs.push([run, base]);
  }
  return pairs;
}

/** The `most` rows with the most pairs of training runs, in the order they came in; of equals, the first. */
export function mostPaired(rows: readonly Difference[], most: number): Difference[] {
  const pairs = ({ effects }: Difference) => Math.max(0, ...Object.values(effects).map((effect) => effect.pairs));
  const kept = new Set([...rows].sort((a, b) => pairs(b) - pairs(a)).slice(0, most));
  return rows.filter((row) => kept.has(row));
}

/** The surest low and high end of a metric: the interventions with the largest change whose bounds exclude 0. */
export function extremes(rows: readonly Difference[], key: MetricKey): { lowered?: Difference; raised?: Difference } {
  const sure = rows.filter(({ effects }) => effects[key] && isSure(effects[key]));
  const by = (sign: number) =>
    sure
      .filter(({ effects }) => Math.sign(effects[key]!.value) === sign)
      .sort((a, b) => Math.abs(b.effects[key]!.value) - Math.abs(a.effects[key]!.value))[0];
  const lowered = by(-1);
  const raised = by(1);
  return { ...(lowered && { lowered }), ...(raised && { raised }) };
}
