const secondsAShard = 30;
const imagesPerSecondUnknown = 2000;

/**
 * Rounds of a measurement's shard `number` (from 0): 1, 2, 4, 8 ... but at most what takes 30 s, at least 1 and at most
 * `roundsLeft`.
 * @param imagesPerRound images that one round takes (imagesTotal / roundsTotal)
 * @param imagesPerSecond the claiming worker's speed; null while unknown, then 2,000
 */
export function shardRounds(
  number: number,
  roundsLeft: number,
  imagesPerRound: number,
  imagesPerSecond: number | null,
): number {
  const speed = imagesPerSecond !== null && imagesPerSecond > 0 ? imagesPerSecond : imagesPerSecondUnknown;
  const doubled = 2 ** Math.min(number, 30);
  const timed = imagesPerRound > 0 ? Math.floor((secondsAShard * speed) / imagesPerRound) : doubled;
  return Math.min(roundsLeft, Math.max(1, Math.min(doubled, timed)));
}
