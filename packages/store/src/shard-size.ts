const secondsAShard = 30;
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

/**
 * Rounds of a shard: `most`, but at most what takes 30 s, at least 1 and at most `roundsLeft`.
 * @param imagesPerRound images that one round takes (imagesTotal / roundsTotal)
 * @param imagesPerSecond the claiming worker's speed; null while unknown, then 2,000
 */
export function shardRounds(
  most: number,
  roundsLeft: number,
  imagesPerRound: number,
  imagesPerSecond: number | null,
): number {
  const speed = imagesPerSecond !== null && imagesPerSecond > 0 ? imagesPerSecond : imagesPerSecondUnknown;
  const timed = imagesPerRound > 0 ? Math.floor((secondsAShard * speed) / imagesPerRound) : most;
  return Math.min(roundsLeft, Math.max(1, Math.min(most, timed)));
}
