const secondsAShard = 30;
/** Several workers end a measurement with shards that shrink to this: shorter ones cost more than an idle worker does. */
const secondsOfTheLast = 1;
const imagesPerSecondUnknown = 2000;
/** No scope stops before so many rounds; the engine's LEAST_ROUNDS, of which only types are imported here. */
export const leastPreciseRounds = 8;

/** Rounds that a measurement's shard `number` (from 0) may have: 1, 2, 4, 8 ... */
export function doubledRounds(number: number): number {
  return 2 ** Math.min(number, 30);
}

/**
 * Rounds that a shard under precision may have: one, then as many as every scope has, then a quarter of those that were
 * ordered before it, so that little is thrown away where a scope stops within it.
 */
export function preciseRounds(firstRound: number): number {
  if (firstRound === 0) return 1;
  if (firstRound < leastPreciseRounds) return leastPreciseRounds - firstRound;
  return Math.floor(firstRound / 4);
}

/** What the size of a shard depends on beside the rounds that it may have. */
export interface ShardSize {
  roundsLeft: number;
  /** Images that one round takes (imagesTotal / roundsTotal). */
  imagesPerRound: number;
  /** The claiming worker's speed; null while unknown, then 2,000. */
  imagesPerSecond: number | null;
  /** That share the work, this one among them. */
  workers: number;
}

/**
 * Rounds of a shard: `most`, but at most what takes 30 s, at least 1 and at most those that are left. Of several workers
 * each takes at most half of its even share of what is left, so that all are done at about the same time.
 */
export function shardRounds(most: number, { roundsLeft, imagesPerRound, imagesPerSecond, workers }: ShardSize): number {
  const speed = imagesPerSecond !== null && imagesPerSecond > 0 ? imagesPerSecond : imagesPerSecondUnknown;
  const within = (seconds: number) => (imagesPerRound > 0 ? Math.floor((seconds * speed) / imagesPerRound) : most);
  const even = workers > 1 ? Math.max(Math.ceil(roundsLeft / (2 * workers)), within(secondsOfTheLast)) : roundsLeft;
  return Math.min(roundsLeft, Math.max(1, Math.min(most, within(secondsAShard), even)));
}
