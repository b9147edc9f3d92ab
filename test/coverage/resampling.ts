import { type Estimate, Moments, type RandomStream, ScopeMoments } from '@passband/spectrum';
import type { Population } from './population.ts';

/** When a measurement ends: after a fixed number of rounds, or when its half-width is small enough. */
export type Design = { pairsPerGroup: number } | { precision: number; pairsPerGroup: number };

export interface Resampled {
  estimate: Estimate;
  rounds: number;
}

const LEAST_ROUNDS = 5;

export function resample(population: Population, design: Design, stream: RandomStream): Resampled {
  const groups = population.map(() => new Moments());
  for (let rounds = 1; ; rounds++) {
    for (const [g, values] of population.entries()) groups[g]?.add(values[stream.below(values.length)] ?? Number.NaN);
    const last = rounds === design.pairsPerGroup;
    if (!last && (!('precision' in design) || rounds < LEAST_ROUNDS)) continue;
    const scope = new ScopeMoments();
    for (const group of groups) scope.addGroup(group);
    const estimate = scope.estimate();
    if (!estimate) throw new Error('none');
    const half = ((estimate.upper ?? Infinity) - (estimate.lower ?? -Infinity)) / 2;
    if (last || ('precision' in design && half <= design.precision)) return { estimate, rounds };
  }
}
