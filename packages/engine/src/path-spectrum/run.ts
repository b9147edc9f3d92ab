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
  const sampling = samplingOf(parameters);
  const spaces = { feed: feedOf(context.feed, context.images, inputLayout), levels: normalisedLevels(context.images) };
  const batches = batchesOf(context, spaces.feed.imageSize);
  const pairs = pairsOfRounds(parameters, context.images, firstRound, roundCount);
  const records: PathRecord[] = [];
  let paths = 0;
  for await (const [pair, ends] of withImages(pairs, context)) {
    const line = new Line(pair, ends, spaces, sampling, classCount);
    const index = paths++;
    const complete = (): void => {
      records[index] = recordOf(line, classCount, parameters.curvesPerGroup);
    };
    if (line.samples === 0) complete();
    for (let k = 0; k < line.samples; k++) {
      const full = batches.add(
        (images, offset) => line.write(k, images, offset),
        (values, from) => {
          if (line.take(k, values, from)) complete();
        },
      );
      if (full) await full;
    }
  }
  await batches.finish();
  return records;
}

type Ends = [Uint8Array, Uint8Array];

/** Pairs with their images, the next pair's being read meanwhile. */
async function* withImages(
  pairs: Iterable<ImagePair>,
  { images, signal }: RunContext,
): AsyncGenerator<[ImagePair, Ends]> {
  const read = cachedReader(images);
  const endsOf = (pair: ImagePair): Promise<Ends> => {
    const ends = Promise.all([read(pair.imageA), read(pair.imageB)]);
    // Awaited below, unless the shard has failed by then.
    ends.catch(() => {});
    return ends;
  };
  let next: [ImagePair, Promise<Ends>] | null = null;
  for (const pair of pairs) {
    signal.throwIfAborted();
    const current: [ImagePair, Promise<Ends>] | null = next;
    next = [pair, endsOf(pair)];
    if (current) yield [current[0], await current[1]];
  }
  if (next) yield [next[0], await next[1]];
}
