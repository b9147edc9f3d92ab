import { PrecisionRule } from '@passband/engine';
import { type Estimate, Moments, type RandomStream, ScopeMoments } from '@passband/spectrum';
import type { Population } from './population.ts';

/** When a measurement ends: after so many rounds, or before, when the half-width of its mean is at most the precision. */
export interface Design {
  pairsPerGroup: number;
  precision?: number;
}

/** A measurement whose paths were drawn, with replacement, from stored ones. */
export interface Resampled {
  estimate: Estimate;
  rounds: number;
}

/** One measurement of a scope: a path of each group a round, until the design ends it. */
export function resample(
  population: Population,
  { pairsPerGroup, precision }: Design,
  stream: RandomStream,
): Resampled {
  const groups = population.map((values) => ({ values, moments: new Moments() }));
  const rule = new PrecisionRule(precision ?? 0);
  for (let rounds = 1; ; rounds++) {
    for (const { values, moments } of groups) moments.add(values[stream.below(values.length)] ?? Number.NaN);
    const isLast = rounds === pairsPerGroup;
    if (!isLast && precision === undefined) continue;
    const estimate = estimateOf(groups.map(({ moments }) => moments));
    if (rule.stopsAt(rounds, estimate) || isLast) return { estimate, rounds };
  }
}

function estimateOf(groups: readonly Moments[]): Estimate {
  const scope = new ScopeMoments();
  for (const moments of groups) scope.addGroup(moments);
  const estimate = scope.estimate();
  if (!estimate) throw new RangeError('a population must have groups; it has none');
  return estimate;
}
