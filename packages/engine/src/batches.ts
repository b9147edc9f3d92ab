import { setImmediate } from 'node:timers/promises';
import type { RunContext } from './measurement-method.ts';

export const DEFAULT_BATCH_SIZE = 64;

/** Images that a network is fed, gathered and evaluated a batch at a time. */
export interface Batches {
  /** Adds one image, which `fill` writes at the offset, and hands its probabilities to `use` later. Evaluates a full batch. */
  add(fill: (images: Float32Array, offset: number) => void, use: Use): Promise<void> | null;
  /** Evaluates what is left. */
  finish(): Promise<void>;
}

/** Takes the probabilities of one image: `classCount` values from `start`. Valid only during the call. */
export type Use = (probabilities: Float64Array, start: number) => void;

/**
 * Evaluates images in batches of a fixed size, whichever path or round they belong to. Lets the event loop turn between
 * batches, so that progress and an abort get through. Rejects with the signal's reason once it is aborted.
 */
export function batchesOf(context: RunContext, imageSize: number): Batches {
  const { classifier, signal, onProgress, batchSize = DEFAULT_BATCH_SIZE } = context;
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batchSize must be a whole number from 1; got ${batchSize}`);
  const images = new Float32Array(batchSize * imageSize);
  const uses: Use[] = [];
  let done = 0;

  async function evaluate(): Promise<void> {
    await setImmediate();
    signal.throwIfAborted();
    const probabilities = await classifier.evaluate(images.subarray(0, uses.length * imageSize), uses.length);
    for (let k = 0; k < uses.length; k++) uses[k]!(probabilities, k * classifier.classCount);
    done += uses.length;
    uses.length = 0;
    onProgress?.(done);
  }

  return {
    add(fill, use) {
      fill(images, uses.length * imageSize);
      uses.push(use);
      return uses.length === batchSize ? evaluate() : null;
    },
    async finish() {
      if (uses.length) await evaluate();
      signal.throwIfAborted();
    },
  };
}
