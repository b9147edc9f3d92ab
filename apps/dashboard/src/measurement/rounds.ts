import type { RoundPoint } from '../plots/forecast.ts';
import type { PathSpectrumResult } from './results.ts';

/** Finished rounds as points of the convergence figure: `pathCount` paths after each; rounds without a mean are left out. */
export function roundPoints(rounds: PathSpectrumResult['roundsWithin']): RoundPoint[] {
  return rounds.flatMap(({ pathCount, highFrequencyFraction: fraction }) =>
    fraction === null ? [] : [{ paths: pathCount, mean: fraction.mean, lower: fraction.lower, upper: fraction.upper }],
  );
}
