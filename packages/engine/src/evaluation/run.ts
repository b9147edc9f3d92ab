import { mostLikely } from '@passband/spectrum';
import { batchesOf } from '../batches.ts';
import { feedOf } from '../feed.ts';
import { cachedReader } from '../image-cache.ts';
import type { RunContext } from '../run-context.ts';
import type { Shard } from '../shard.ts';
import { EVALUATION_ROUND, type EvaluationRecord } from './types.ts';

/** Evaluates the images of some rounds of an evaluation; the first of equally likely classes counts as the most likely. */
export async function runEvaluation(shard: Shard<'EVALUATION'>, context: RunContext): Promise<EvaluationRecord> {
  const { images } = context;
  const { classCount, inputLayout } = context.classifier;
  const feed = feedOf(context.feed, images, inputLayout);
  const batches = batchesOf(context, feed.imageSize);
  const record = { imagesByClass: images.classes.map(() => 0), hitsByClass: images.classes.map(() => 0), lossSum: 0 };
  const end = Math.min(images.imageCount, (shard.firstRound + shard.roundCount) * EVALUATION_ROUND);
  const read = cachedReader(images);
  for (let index = shard.firstRound * EVALUATION_ROUND; index < end; index++) {
    const pixels = await read(index);
    const label = images.labels[index]!;
    await batches.add({
      count: 1,
      write: (_, target, offset) => feed.write(pixels, target, offset),
      use(probabilities, start) {
        record.imagesByClass[label]!++;
        if (mostLikely(probabilities, classCount, start / classCount) === label) record.hitsByClass[label]!++;
        record.lossSum -= Math.log(Math.max(probabilities[start + label]!, Number.MIN_VALUE));
      },
    });
  }
  await batches.finish();
  return record;
}
