import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Classifier, sizeOf } from '@passband/engine';
import { makesLines } from './line-graph.ts';
import type { OpenOptions } from './onnx-classifier.ts';
import { SessionThread } from './session-thread.ts';

/** Memory that the sessions of one network may take together, as far as it can be told beforehand. */
const SESSIONS_BYTES = 2 * 2 ** 30;
/** A batch, and what the layers of a network make of it: a residual network's widest layers hold some eight times its images. */
const BATCH_IMAGES = 64;
const LAYERS_OVER_IMAGES = 16;
/** One that it works on and one that waits, so that it need not wait for the next. */
const BATCHES_A_THREAD = 2;

/**
 * Sessions that share `threads` threads: as many of one thread as memory allows, which wait for nothing and never wait for
 * one another (on two cores a tenth faster than one session of two threads), else fewer of more threads, as many as leave the
 * fewest threads idle.
 */
export function sessionsFor(threads: number, fileBytes: number, imageSize: number): { count: number; threads: number } {
  const activations = BATCH_IMAGES * imageSize * Float32Array.BYTES_PER_ELEMENT * LAYERS_OVER_IMAGES;
  const room = Math.floor(SESSIONS_BYTES / (2 * fileBytes + activations));
  const most = Math.max(1, Math.min(threads, room));
  const counts = Array.from({ length: most }, (_, k) => most - k);
  const count = counts.reduce((best, one) => (threads % one < threads % best ? one : best));
  return { count, threads: Math.max(1, Math.floor(threads / count)) };
}

/** A network whose batches are evaluated side by side, each session in a thread of its own. Throws as `openSession` does. */
export async function openThreads(options: OpenOptions, threads: number): Promise<Classifier> {
  const imageSize = sizeOf(options.imageShape);
  const plan = sessionsFor(threads, await bytesOf(options), imageSize);
  const session = { ...options.session, intraOpNumThreads: plan.threads };
  const open = () => SessionThread.open({ ...options, session });
  const [first, ...others] = await allOrNone(Array.from({ length: plan.count }, open));
  if (!first) throw new RangeError(`a network must have at least 1 session; got ${plan.count}`);
  return classifierOf(options, imageSize, [first, ...others]);
}

/** Of the network's file and those beside it that hold its weights. */
async function bytesOf({ file, network: { weightFiles = [] } }: OpenOptions): Promise<number> {
  const files = [file, ...weightFiles.map((name) => join(dirname(file), name))];
  const facts = await Promise.all(files.map((path) => stat(path)));
  return facts.reduce((sum, { size }) => sum + size, 0);
}

function classifierOf(
  options: OpenOptions,
  imageSize: number,
  sessions: readonly [SessionThread, ...SessionThread[]],
): Classifier {
  const [{ classCount, output }] = sessions;
  const idlest = () => sessions.reduce((best, session) => (session.load < best.load ? session : best));
  return {
    runtime: options.runtime,
    device: options.device,
    classCount,
    inputLayout: options.layout,
    output,
    batchesAtOnce: BATCHES_A_THREAD * sessions.length,
    evaluateLines: makesLines(options)
      ? async (samples, values = 'PROBABILITIES') => idlest().evaluateLines(samples, values)
      : null,
    async evaluate(images, count, values = 'PROBABILITIES') {
      if (images.length !== count * imageSize)
        throw new RangeError(`${count} images must have ${count * imageSize} values; got ${images.length}`);
      return idlest().evaluate(images, count, values);
    },
    async close() {
      await Promise.all(sessions.map((session) => session.close()));
    },
  };
}

/** All of them, or the first error, once those that were opened are closed again. */
async function allOrNone(opening: Promise<SessionThread>[]): Promise<SessionThread[]> {
  const settled = await Promise.allSettled(opening);
  const failed = settled.find((one) => one.status === 'rejected');
  const sessions = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (!failed) return sessions;
  await Promise.all(sessions.map((session) => session.close()));
  throw failed.reason;
}
