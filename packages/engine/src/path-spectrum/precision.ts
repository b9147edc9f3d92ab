import { type Estimate, fraction, MINIMUM_SAMPLES, Moments, ScopeMoments } from '@passband/spectrum';
import { groupKey } from './groups.ts';
import type { PathRecord } from './types.ts';

/** No scope stops before so many rounds. */
export const LEAST_ROUNDS = 5;

/** Half the width of 95 % bounds; infinite where there are none. */
export function halfWidthOf(estimate: Pick<Estimate, 'lower' | 'upper'> | null | undefined): number {
  return estimate?.lower == null || estimate.upper === null ? Infinity : (estimate.upper - estimate.lower) / 2;
}

/** Whether a scope under `precision` stops at the end of a round, counted from 1: its mean is known well enough, and not too soon. */
export function isPreciseAt(
  round: number,
  estimate: Pick<Estimate, 'lower' | 'upper'> | null | undefined,
  precision: number,
): boolean {
  return round >= LEAST_ROUNDS && halfWidthOf(estimate) <= precision;
}

/**
 * A scope under `precision`: it stops after the first round, at least the fifth, at whose end the 95 % half-width of its
 * high-frequency fraction (PERIODOGRAM, a tenth of the bins) is at most the precision. Rounds come in order.
 */
export class PrecisionStop {
  private rounds = 0;
  private readonly groups = new Map<string, Moments>();

  constructor(private readonly precision: number) {}

  /** Takes the paths of the scope's next round, and says whether it stops at its end. */
  addRound(paths: readonly PathRecord[]): boolean {
    this.rounds++;
    for (const path of paths) if (path.samples >= MINIMUM_SAMPLES) this.momentsOf(path).add(publishedFraction(path));
    if (this.rounds < LEAST_ROUNDS) return false;
    const scope = new ScopeMoments();
    for (const moments of this.groups.values()) scope.addGroup(moments);
    return isPreciseAt(this.rounds, scope.estimate(), this.precision);
  }

  private momentsOf(path: PathRecord): Moments {
    const key = groupKey(path);
    const moments = this.groups.get(key) ?? new Moments();
    this.groups.set(key, moments);
    return moments;
  }
}

function publishedFraction({ spectra, samples }: PathRecord): number {
  const options = { estimator: 'PERIODOGRAM', cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS', samples, step: 1 } as const;
  return fraction(spectra.PERIODOGRAM, options);
}
