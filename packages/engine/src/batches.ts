import { setImmediate } from 'node:timers/promises';
import type { Batch, Run } from './batch.ts';
import { EngineError } from './errors.ts';
import { ImageBatches, largestImage, mostInBatch } from './image-batches.ts';
import { LineBatches } from './line-batches.ts';
import type { RunContext } from './run-context.ts';

const DEFAULT_BATCH_SIZE = 64;

/** Images that a network is fed, gathered and evaluated a batch at a time. */
export interface Batches {
  /** Gathers a run's images, evaluating whenever a batch is full. One call at a time. */
  add(run: Run): Promise<void>;
  /** Evaluates what is left; everything has been used when it settles. */
  finish(): Promise<void>;
}

/**
 * Images in one evaluation: as many as are asked for, or fewer where those that are held at once would be too large. RangeError
 * unless it is a whole number from 1; EngineError where one image at a time is too large.
 */
function batchSizeOf({ batchSize = DEFAULT_BATCH_SIZE, classifier }: RunContext, imageSize: number): number {
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batchSize must be a whole number from 1; got ${batchSize}`);
  const most = mostInBatch(imageSize, classifier.batchesAtOnce);
  if (most >= 1) return Math.min(batchSize, most);
  const largest = largestImage(classifier.batchesAtOnce);
  throw new EngineError(`images must have at most ${largest} values each; these have ${imageSize}`);
}

/**
 * Evaluates images in batches of a fixed size, whichever path or round they belong to, as many at once as the classifier
 * takes while the next is gathered. Samples of lines are made on the device where it makes them, else here. Values are
 * used in the order in which images were added, so that results do not depend on which batch is ready first. Lets the
 * event loop turn between batches, so that progress and an abort get through. Rejects with the signal's reason once it is
 * aborted.
 */
export function batchesOf(context: RunContext, imageSize: number): Batches {
  const { classifier, signal, onProgress } = context;
  const batchSize = batchSizeOf(context, imageSize);
  const images = new ImageBatches(classifier, imageSize, batchSize);
  const lines = classifier.evaluateLines && new LineBatches(classifier, imageSize, batchSize);
  const underWay: { batch: Batch; values: Promise<Float64Array> }[] = [];
  let gathered: Batch | null = null;
  let done = 0;

  async function useOldest(): Promise<void> {
    const oldest = underWay.shift();
    if (!oldest) return;
    const values = await oldest.values;
    signal.throwIfAborted();
    oldest.batch.parts.use(values, classifier.classCount);
    done += oldest.batch.parts.count;
    onProgress?.(done);
  }

  async function evaluate(batch: Batch): Promise<void> {
    gathered = null;
    await setImmediate();
    while (underWay.length >= classifier.batchesAtOnce) await useOldest();
    signal.throwIfAborted();
    const values = batch.evaluate();
    // Awaited in its turn, unless one before it fails.
    values.catch(() => {});
    underWay.push({ batch, values });
  }

  async function batchFor(run: Run): Promise<Batch> {
    const takesRun = lines && run.line ? lines : images;
    if (gathered && gathered.madeBy !== takesRun) await evaluate(gathered);
    gathered ??= takesRun.next();
    return gathered;
  }

  return {
    async add(run) {
      for (let from = 0; from < run.count; ) {
        const batch = await batchFor(run);
        const count = Math.min(run.count - from, batchSize - batch.parts.count);
        batch.add(run, from, count);
        from += count;
        if (batch.parts.count === batchSize) await evaluate(batch);
      }
    },
    async finish() {
      if (gathered) await evaluate(gathered);
      while (underWay.length) await useOldest();
      signal.throwIfAborted();
    },
  };
}
