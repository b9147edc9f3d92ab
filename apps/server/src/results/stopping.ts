import { LEAST_ROUNDS, PrecisionRule } from '@passband/engine';
import type { Estimate } from '@passband/spectrum';

/** The mean of a scope after some rounds, counted from 1. */
export interface RoundMean {
  round: number;
  highFrequencyFraction: Estimate | null;
}

/**
 * Rounds that a scope keeps under precision: up to the one at whose end it stops (see PrecisionRule). Only the first `leading` rounds are looked at, those that are stored without a gap, so that the order
 * in which shards come in changes nothing. Null while it goes on.
 */
export function stoppingRound(rounds: readonly RoundMean[], leading: number, precision: number): number | null {
  const rule = new PrecisionRule(precision);
  const stop = rounds.find(
    ({ round, highFrequencyFraction }) => round <= leading && rule.stopsAt(round, highFrequencyFraction),
  );
  return stop?.round ?? null;
}

/**
 * Rounds that a scope is expected to need: the half-width shrinks with the root of the rounds.
 * @param rounds that there are, with `halfWidth` at their end
 * @param cap at most so many
 */
export function expectedRounds(rounds: number, halfWidth: number, precision: number, cap: number): number {
  if (halfWidth === Infinity || rounds === 0) return cap;
  return Math.min(cap, Math.max(LEAST_ROUNDS, rounds, Math.ceil(rounds * (halfWidth / precision) ** 2)));
}
