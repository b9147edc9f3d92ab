import { batchesOf } from '../batches.ts';
import { feedOf } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import type { RunContext } from '../run-context.ts';
import type { Shard } from '../shard.ts';
import { coursesOf, type EndPixels } from './courses.ts';
import { endsOfRounds, type PathEnds } from './ends.ts';
import { runOf } from './path.ts';
import { recordOf } from './record.ts';
import type { PathRecord } from './types.ts';

/**
 * Runs some rounds of a path spectrum. Batches are filled across paths; a path is held from its first sample to its last
 * probability, so memory does not grow with their number. Records in order: by round, then group.
 */
export async function runPathSpectrum(shard: Shard<'PATH_SPECTRUM'>, context: RunContext): Promise<PathRecord[]> {
  const { classCount, inputLayout } = context.classifier;
  const { parameters, firstRound, roundCount } = shard;
  const { images } = context;
  const feed = feedOf(context.feed, images, inputLayout);
  const batches = batchesOf(context, feed.imageSize);
  const courseOf = coursesOf({ parameters, images, feed });
  const records: PathRecord[] = [];
  let paths = 0;
  for await (const [ends, pixels] of withPixels(endsOfRounds(parameters, images, firstRound, roundCount), context)) {
    const index = paths++;
    const run = runOf(ends, courseOf(ends, pixels), classCount, (path) => {
      records[index] = recordOf(path, classCount, parameters.curvesPerGroup);
    });
    await batches.add(run);
  }
  await batches.finish();
  return records;
}

/** Paths whose images are read ahead: reads are slow to answer while the network keeps every core busy. */
const READ_AHEAD = 16;

/** Ends with their images. */
async function* withPixels(
  everyEnds: Iterable<PathEnds>,
  { images, signal }: RunContext,
): AsyncGenerator<[PathEnds, EndPixels]> {
  const read = cachedReader(images);
  const ahead: [PathEnds, Promise<EndPixels>][] = [];
  for (const ends of everyEnds) {
    signal.throwIfAborted();
    const pixels = Promise.all([read(ends.imageA), ends.imageB === null ? null : read(ends.imageB)]);
    // Awaited below, unless the shard has failed by then.
    pixels.catch(() => {});
    ahead.push([ends, pixels]);
    const next = ahead.length > READ_AHEAD ? ahead.shift() : undefined;
    if (next) yield [next[0], await next[1]];
  }
  for (const [ends, pixels] of ahead) yield [ends, await pixels];
}
