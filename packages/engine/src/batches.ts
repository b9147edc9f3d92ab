import { setImmediate } from 'node:timers/promises';
import type { RunContext } from './measurement-method.ts';

export const DEFAULT_BATCH_SIZE = 64;

/** Some images that belong together, such as the samples of a path. */
export interface Run {
  readonly count: number;
  /** Writes image k, 0 ... count - 1, at an offset of the batch. Called in order. */
  write(k: number, offset: number): void;
  /** Takes the probabilities [count, classCount] of images `from` ... `from + count` at `start`; valid only during the call. */
  use(probabilities: Float64Array, start: number, from: number, count: number): void;
}

/** Images that a network is fed, gathered and evaluated a batch at a time. */
export interface Batches {
  /** Writes a run's images, evaluating whenever the batch is full. */
  add(run: Run): Promise<void>;
  /** Evaluates what is left. */
  finish(): Promise<void>;
}

/** Images in one evaluation. RangeError unless it is a whole number from 1. */
export function batchSizeOf({ batchSize = DEFAULT_BATCH_SIZE }: RunContext): number {
  if (Number.isInteger(batchSize) && batchSize >= 1) return batchSize;
  throw new RangeError(`batchSize must be a whole number from 1; got ${batchSize}`);
}

/**
 * Evaluates images in batches of a fixed size, whichever path or round they belong to. `images` holds one batch; runs write
 * to it. Lets the event loop turn between batches, so that progress and an abort get through. Rejects with the signal's
 * reason once it is aborted.
 */
export function batchesOf(context: RunContext, images: Float32Array, imageSize: number): Batches {
  const { classifier, signal, onProgress } = context;
  const batchSize = batchSizeOf(context);
  let parts: { run: Run; at: number; from: number; count: number }[] = [];
  let filled = 0;
  let done = 0;

  async function evaluate(): Promise<void> {
    await setImmediate();
    signal.throwIfAborted();
    const probabilities = await classifier.evaluate(images.subarray(0, filled * imageSize), filled);
    for (const { run, at, from, count } of parts) run.use(probabilities, at * classifier.classCount, from, count);
    done += filled;
    parts = [];
    filled = 0;
    onProgress?.(done);
  }

  return {
    async add(run) {
      for (let from = 0; from < run.count; ) {
        const count = Math.min(run.count - from, batchSize - filled);
        for (let k = 0; k < count; k++) run.write(from + k, (filled + k) * imageSize);
        parts.push({ run, at: filled, from, count });
        filled += count;
        from += count;
        if (filled === batchSize) await evaluate();
      }
    },
    async finish() {
      if (filled) await evaluate();
      signal.throwIfAborted();
    },
  };
}
