import type { DatasetFacts } from '../dataset-facts.ts';
import type { Shard } from '../shard.ts';
import { atMost, finiteAt, listAt, objectAt, refuse, wholeAt } from '../wire.ts';
import { EVALUATION_ROUND, type EvaluationRecord } from './types.ts';

/** An evaluation's record from outside. Throws EngineError where it cannot be of this shard. */
export function decodeEvaluation(value: unknown, shard: Shard<'EVALUATION'>, dataset: DatasetFacts): EvaluationRecord {
  const record = objectAt(value, 'record', ['imagesByClass', 'hitsByClass', 'lossSum']);
  const counts = (name: 'imagesByClass' | 'hitsByClass'): number[] =>
    listAt(record[name], `record.${name}`, dataset.classes.length).map((count, k) => {
      const bound = atMost(dataset.classes[k]?.imageCount ?? 0);
      return wholeAt(count, `record.${name}[${k}]`, bound);
    });
  const imagesByClass = counts('imagesByClass');
  const hitsByClass = counts('hitsByClass');
  const lossSum = finiteAt(record.lossSum, 'record.lossSum');
  const first = shard.firstRound * EVALUATION_ROUND;
  const expected = Math.min(dataset.imageCount, first + shard.roundCount * EVALUATION_ROUND) - first;
  const images = imagesByClass.reduce((sum, count) => sum + count, 0);
  if (images !== expected) refuse(`record.imagesByClass must add up to ${expected} images`, images);
  const above = hitsByClass.findIndex((hits, k) => hits > imagesByClass[k]!);
  if (above >= 0) refuse(`record.hitsByClass[${above}] must be at most ${imagesByClass[above]}`, hitsByClass[above]);
  // A probability may be above 1 by rounding, so the loss may be a little below 0.
  if (lossSum < -1e-3 * expected) refuse('record.lossSum must not be negative', lossSum);
  return { imagesByClass, hitsByClass, lossSum };
}
