import { type Estimate, fraction, MINIMUM_SAMPLES, Moments, ScopeMoments } from '@passband/spectrum';
import { groupKey } from './groups.ts';
import type { PathRecord, PathScope } from './types.ts';

/** The first round at whose end a scope is looked at. */
const FIRST_LOOK = 5;
/**
 * A scope must be precise so many times in a row. Stopping at the first would prefer samples whose spread came out small:
 * their bounds contain the true mean in 93.6 to 94.4 % of cases within classes, of four in a
 * row in 94.1 to 94.7 % (test/coverage).
 */
const LOOKS_IN_A_ROW = 4;
/** No scope stops before so many rounds. */
export const LEAST_ROUNDS = FIRST_LOOK + LOOKS_IN_A_ROW - 1;

/** Half the width of 95 % bounds; infinite where there are none. */
export function halfWidthOf(estimate: Pick<Estimate, 'lower' | 'upper'> | null | undefined): number {
  return estimate?.lower == null || estimate.upper === null ? Infinity : (estimate.upper - estimate.lower) / 2;
}

/**
 * What a person should know of scopes that the cap stopped, by their half-widths; null where all are precise enough, though
 * they may not have been so for as many rounds in a row as a scope that stops by itself.
 */
export function precisionWarning(
  { precision, pairsPerGroup }: { precision: number; pairsPerGroup: number },
  halfWidths: Iterable<readonly [PathScope, number]>,
): string | null {
  const widths: string[] = [];
  for (const [scope, half] of halfWidths) {
    if (half <= precision) continue;
    const where = scope === 'WITHIN_CLASS' ? 'within class' : 'between classes';
    widths.push(`${where} ${half === Infinity ? 'there are no bounds' : `it is ${half.toPrecision(2)}`}`);
  }
  if (widths.length === 0) return null;
  return `precision was not reached at the cap of ${pairsPerGroup} path${pairsPerGroup === 1 ? '' : 's'} a group: the half-width should be at most ${precision}; ${widths.join(', ')}`;
}

/**
 * The rule by which a scope under `precision` stops: at the end of the first round at which its mean's 95 % half-width was
 * at most the precision four times in a row, rounds 5 to 8 at the soonest.
 */
export class PrecisionRule {
  private inARow = 0;

  constructor(private readonly precision: number) {}

  /** Looks at the mean at the end of a round, counted from 1; every round once, in order. Says whether the scope stops there. */
  stopsAt(round: number, estimate: Pick<Estimate, 'lower' | 'upper'> | null | undefined): boolean {
    this.inARow = round >= FIRST_LOOK && halfWidthOf(estimate) <= this.precision ? this.inARow + 1 : 0;
    return this.inARow >= LOOKS_IN_A_ROW;
  }
}

/**
 * A scope under `precision`: it stops by the rule for its high-frequency fraction (PERIODOGRAM, a tenth of the bins).
 * Rounds come in order.
 */
export class PrecisionStop {
  private rounds = 0;
  private readonly groups = new Map<string, Moments>();

  private readonly rule: PrecisionRule;

  constructor(precision: number) {
    this.rule = new PrecisionRule(precision);
  }

  /** Takes the paths of the scope's next round, and says whether it stops at its end. */
  addRound(paths: readonly PathRecord[]): boolean {
    this.rounds++;
    for (const path of paths) if (path.samples >= MINIMUM_SAMPLES) this.momentsOf(path).add(publishedFraction(path));
    const scope = new ScopeMoments();
    for (const moments of this.groups.values()) scope.addGroup(moments);
    return this.rule.stopsAt(this.rounds, scope.estimate());
  }

  private momentsOf(path: PathRecord): Moments {
    const key = groupKey(path);
    const moments = this.groups.get(key) ?? new Moments();
    this.groups.set(key, moments);
    return moments;
  }
}

/** What precision is about: a tenth of the bins. */
export const PUBLISHED_CUTOFF = { cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS' } as const;

function publishedFraction({ spectra, samples }: PathRecord): number {
  const options = { estimator: 'PERIODOGRAM', ...PUBLISHED_CUTOFF, samples, step: 1 } as const;
  return fraction(spectra.PERIODOGRAM, options);
}
