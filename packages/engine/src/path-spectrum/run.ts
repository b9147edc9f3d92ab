import { batchesOf } from '../batches.ts';
import { feedOf, normalisedLevels } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import type { RunContext } from '../measurement-method.ts';
import type { Shard } from '../shard.ts';
import { Line } from './line.ts';
import { type ImagePair, pairsOfRounds } from './pairs.ts';
import { recordOf } from './record.ts';
import { samplingOf } from './sampling.ts';
import type { PathRecord } from './types.ts';

/**
 * Runs some rounds of a path spectrum. Batches are filled across paths; a path is held from its first sample to its last
 * probability, so memory does not grow with their number. Records in order: by round, then group.
 */
export async function runPathSpectrum(shard: Shard<'PATH_SPECTRUM'>, context: RunContext): Promise<PathRecord[]> {
  const { classCount, inputLayout } = context.classifier;
  const { parameters, firstRound, roundCount } = shard;
  const feed = feedOf(context.feed, context.images, inputLayout);
  const batches = batchesOf(context, feed.imageSize);
  const levels = normalisedLevels(context.images);
  const space = { feed, levels, sampling: samplingOf(parameters), classCount };
  const pairs = pairsOfRounds(parameters, context.images, firstRound, roundCount);
  const records: PathRecord[] = [];
  let paths = 0;
  for await (const [pair, ends] of withImages(pairs, context)) {
    const index = paths++;
    const keep = (line: Line): void => {
      records[index] = recordOf(line, classCount, parameters.curvesPerGroup);
    };
    await batches.add(new Line(pair, ends, space, keep));
  }
  await batches.finish();
  return records;
}

type Ends = [Uint8Array, Uint8Array];

/** Paths whose images are read ahead: reads are slow to answer while the network keeps every core busy. */
const READ_AHEAD = 16;

/** Pairs with their images. */
async function* withImages(
  pairs: Iterable<ImagePair>,
  { images, signal }: RunContext,
): AsyncGenerator<[ImagePair, Ends]> {
  const read = cachedReader(images);
  const ahead: [ImagePair, Promise<Ends>][] = [];
  for (const pair of pairs) {
    signal.throwIfAborted();
    const ends = Promise.all([read(pair.imageA), read(pair.imageB)]);
    // Awaited below, unless the shard has failed by then.
    ends.catch(() => {});
    ahead.push([pair, ends]);
    const next = ahead.length > READ_AHEAD ? ahead.shift() : undefined;
    if (next) yield [next[0], await next[1]];
  }
  for (const [pair, ends] of ahead) yield [pair, await ends];
}
