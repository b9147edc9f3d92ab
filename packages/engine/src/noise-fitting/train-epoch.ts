import { setImmediate } from 'node:timers/promises';
import { epochOrder } from '@passband/spectrum';
import { EngineError } from '../errors.ts';
import type { NetworkInTraining } from '../trainer.ts';
import { learningRateAt } from './learning-rate.ts';
import { partsOf } from './normalised-reader.ts';
import type { PrepareBatch } from './training-batch.ts';
import type { NoiseFittingParameters } from './types.ts';

/** What is shared by all that a shard does. */
export interface Course {
  signal: AbortSignal;
  /** Counts images that are done. */
  done(count: number): void;
}

/**
 * Trains an epoch, a step a batch, the last, short one included; the next batch is prepared while the device takes a step.
 * The mean over images of the loss before each one's step. Throws EngineError where the loss is no longer finite.
 */
export async function trainEpoch(
  network: NetworkInTraining,
  parameters: NoiseFittingParameters,
  epoch: number,
  training: readonly number[],
  prepare: PrepareBatch,
  { signal, done }: Course,
): Promise<number> {
  const batches = partsOf(epochOrder(training, parameters.seed, epoch), parameters.batchSize);
  const prepared = (number: number) => {
    const batch = prepare(batches[number] ?? [], epoch, number);
    // Awaited in its turn, unless the step before it fails.
    batch.catch(() => {});
    return batch;
  };
  let next = prepared(0);
  let lossSum = 0;
  for (const number of batches.keys()) {
    const { images, targets, count } = await next;
    await setImmediate();
    signal.throwIfAborted();
    const rate = learningRateAt(parameters, epoch, number);
    const stepped = network.step(images, targets, count, rate);
    if (number + 1 < batches.length) next = prepared(number + 1);
    lossSum += count * finiteLoss(await stepped, epoch, rate);
    done(count);
  }
  return lossSum / training.length;
}

/** The loss, which must be finite. */
export function finiteLoss(loss: number, epoch: number, learningRate: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new EngineError(
    `the loss of a training must stay finite; it is ${loss} in epoch ${epoch} at learning rate ${Number(learningRate.toPrecision(3))}: choose a smaller learningRate`,
  );
}
