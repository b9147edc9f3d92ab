import type { PathScope } from '@passband/engine';
import { Moments, type RandomStream, xoshiro128 } from '@passband/spectrum';
import type { Population } from './population.ts';
import { type Design, resample } from './resampling.ts';

/** How often the 95 % bounds of a design hold what they say. */
export interface Coverage extends Design {
  scope: PathScope;
  resamplings: number;
  /** Share of resamplings whose bounds contain the mean of all stored paths. */
  covered: number;
  meanRounds: number;
}

/** Fixed numbers of pairs a group, and precisions that end measurements after about so many rounds. */
const FIXED_ROUNDS = [5, 20, 100];
const PRECISE_ROUNDS = [6, 10, 20, 50, 100];
/** No design is ended by this cap. */
const CAP = 2000;

/** The designs that are tried on a population. */
export function designsOf(population: Population): Design[] {
  const fixed = FIXED_ROUNDS.map((pairsPerGroup): Design => ({ pairsPerGroup }));
  const precise = PRECISE_ROUNDS.map(
    (rounds): Design => ({ pairsPerGroup: CAP, precision: Number(halfWidthAfter(population, rounds).toPrecision(3)) }),
  );
  return [...fixed, ...precise];
}

/** Draws a measurement again and again, and counts how often its bounds contain the population's mean. */
export function coverageOf(scope: PathScope, population: Population, design: Design, resamplings: number): Coverage {
  const mean = meanOf(population);
  const stream: RandomStream = xoshiro128(`coverage/${scope}/${JSON.stringify(design)}`);
  let [covered, rounds] = [0, 0];
  for (let k = 0; k < resamplings; k++) {
    const resampled = resample(population, design, stream);
    const { lower, upper } = resampled.estimate;
    if (lower !== null && upper !== null && lower <= mean && mean <= upper) covered++;
    rounds += resampled.rounds;
  }
  return { scope, ...design, resamplings, covered: covered / resamplings, meanRounds: rounds / resamplings };
}

/** Mean over groups, each weighing the same. */
function meanOf(population: Population): number {
  return population.reduce((sum, group) => sum + momentsOf(group).mean / population.length, 0);
}

/** 1.96 standard errors of the scope's mean after some rounds, of the groups' own standard deviations. */
function halfWidthAfter(population: Population, rounds: number): number {
  const variance = population.reduce((sum, group) => sum + momentsOf(group).variance, 0);
  return (1.96 * Math.sqrt(variance / rounds)) / population.length;
}

function momentsOf(values: Float32Array): Moments {
  const moments = new Moments();
  for (const value of values) moments.add(value);
  return moments;
}
