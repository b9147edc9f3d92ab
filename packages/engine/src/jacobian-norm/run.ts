import { drawImages, randomDirection, squaredDifference } from '@passband/spectrum';
import { type Batches, batchesOf } from '../batches.ts';
import { type Feed, fed, feedOf } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import { unitImage } from '../normalised-image.ts';
import type { RunContext } from '../run-context.ts';
import { scoring } from '../scoring.ts';
import type { Shard } from '../shard.ts';
import { JACOBIAN_ROUND, type JacobianNormParameters, type JacobianNormRecord } from './types.ts';

/**
 * Forward differences of some rounds' images. Directions are taken one after another, each for every image of a round, so
 * that one direction is held at a time, whatever their number.
 */
export async function runJacobianNorm(
  { parameters, firstRound, roundCount }: Shard<'JACOBIAN_NORM'>,
  context: RunContext,
): Promise<JacobianNormRecord> {
  const drawn = drawImages(context.images.labels, parameters.images, parameters.seed, 'jacobian');
  const space = spaceOf(context);
  const squares: number[] = [];
  for (let round = firstRound; round < firstRound + roundCount; round++) {
    const images = drawn.slice(round * JACOBIAN_ROUND, (round + 1) * JACOBIAN_ROUND);
    squares.push(...(await squaresOf(images, parameters, space)));
  }
  return { squares };
}

/** What the rounds of a shard have in common. */
interface Space {
  feed: Feed;
  batches: Batches;
  read(index: number): Promise<Uint8Array>;
  classCount: number;
}

function spaceOf(context: RunContext): Space {
  const { classifier, images } = context;
  const feed = feedOf(context.feed, images, classifier.inputLayout);
  const batches = batchesOf(scoring(context), feed.imageSize);
  return { feed, batches, read: cachedReader(images), classCount: classifier.classCount };
}

/** Of each image the mean over directions of D ||(f(x + h u) - f(x)) / h||^2. */
async function squaresOf(
  images: readonly number[],
  { directions, difference, seed }: JacobianNormParameters,
  space: Space,
): Promise<number[]> {
  const { imageSize } = space.feed;
  const start = await scoresOf(images, null, space);
  const sums = images.map(() => 0);
  for (let k = 0; k < directions; k++) {
    const shift = space.feed.difference(shiftOf(randomDirection(imageSize, seed, k), difference));
    const moved = await scoresOf(images, shift, space);
    for (let n = 0; n < sums.length; n++) sums[n]! += squaredDifference(moved[n]!, start[n]!, imageSize, difference);
  }
  return sums.map((sum) => sum / directions);
}

/** Scores of images, moved by a shift of what is fed. */
async function scoresOf(
  images: readonly number[],
  shift: Float64Array | null,
  { feed, batches, read, classCount }: Space,
): Promise<Float64Array[]> {
  const scores: Float64Array[] = [];
  const direction = shift ?? new Float64Array(feed.imageSize);
  for (const [n, index] of images.entries()) {
    const pixels = await read(index);
    await batches.add({
      count: 1,
      line: { start: fed(pixels, feed), direction, weight: () => 1 },
      use(values, from) {
        scores[n] = values.slice(from, from + classCount);
      },
    });
  }
  await batches.finish();
  return scores;
}

/** The direction at this length. */
function shiftOf(direction: Float64Array, length: number): Float64Array {
  return unitImage(direction).map((value) => length * value);
}
