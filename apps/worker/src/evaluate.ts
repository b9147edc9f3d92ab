import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Dataset, DatasetError, openCanonical } from '@passband/datasets';
import {
  type Classifier,
  describeRuntimes,
  EngineError,
  encodeShardResult,
  type OrderedModel,
  openClassifier,
  runShard,
  runtimesFor,
  type ShardOrder,
  type ShardResult,
} from '@passband/engine';
import { ADAPTERS, TRAINERS } from './adapters.ts';
import type { FromChild, ShardHere, ToChild } from './child-messages.ts';
import { OpenDataset } from './open-dataset.ts';

/**
 * The program that evaluates and trains: a process of its own, so that a native library that crashes costs one attempt of
 * one shard.
 * It keeps the last network and dataset open, since most shards follow one of the same measurement.
 */

type Course = { signal: AbortSignal; onProgress(imagesDone: number): void };
/** A record, and what it was made by. */
type Ran = Pick<ShardResult, 'record' | 'runtime' | 'device' | 'output'>;

/** The folder for what this process unpacks, and the threads that it may evaluate with. */
const [OWN_FOLDER, THREADS] = [process.argv[2], Number(process.argv[3] ?? availableParallelism())];

let openModel: { key: string; classifier: Classifier } | null = null;
const openDataset = new OpenDataset();
let abort: AbortController | null = null;
/** Of the shard under way: its worker's to remove, and this process's once the worker is gone. */
let keptFolder: string | null = null;

function send(message: FromChild): void {
  // A worker that is gone takes no message; 'disconnect' ends this process.
  if (process.connected) process.send?.(message, () => {});
}

async function classifierOf(
  runtime: string,
  { feed, output }: OrderedModel,
  file: string,
  { imageShape }: Dataset,
): Promise<Classifier> {
  const key = JSON.stringify([file, runtime, feed, output, imageShape]);
  if (openModel?.key === key) return openModel.classifier;
  await closeModel();
  const classifier = await openClassifier(ADAPTERS, file, { runtime, feed, output, imageShape, threads: THREADS });
  openModel = { key, classifier };
  return classifier;
}

async function closeModel(): Promise<void> {
  await openModel?.classifier.close();
  openModel = null;
}

/** Runs a shard that evaluates a network. */
async function evaluate({ order, files }: ShardHere, course: Course): Promise<Ran> {
  const images = await openDataset.of(files.dataset);
  if (!order.model || files.model === null) throw new Error('a shard that evaluates has its model');
  const classifier = await classifierOf(order.runtime, order.model, files.model, images);
  const record = await runShard(order.shard, { classifier, images, feed: order.model.feed, ...course });
  return { record, runtime: classifier.runtime, device: classifier.device, output: classifier.output };
}

/** Runs a shard that trains one. */
async function train({ order, files, keptFolder }: ShardHere, kept: string[], course: Course): Promise<Ran> {
  await closeModel();
  const images = await openDataset.of(files.dataset);
  const trainer = await TRAINERS.open(order.runtime);
  let validation: Dataset | null = null;
  let teacher: Awaited<ReturnType<typeof teacherOf>> = null;
  try {
    validation = files.validation === null ? null : await openCanonical(files.validation);
    teacher = await teacherOf(order, files.teacher, images);
    const record = await runShard(order.shard, {
      ...{ trainer, images, validation, teacher, ...course },
      checkpoint: files.checkpoint === null ? null : await readFile(files.checkpoint),
      async keep(bytes) {
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        await writeFile(path.join(keptFolder, sha256), bytes);
        kept.push(sha256);
        return sha256;
      },
    });
    return { record, runtime: trainer.runtime, device: trainer.device, output: 'LOGITS' };
  } finally {
    await validation?.close();
    await teacher?.classifier.close();
  }
}

/** On the runtime that trains where it evaluates such files, else on the best that does. */
async function teacherOf(order: ShardOrder, file: string | null, { imageShape }: Dataset) {
  const model = order.training?.teacher;
  if (!model || file === null) return null;
  const runtimes = await describeRuntimes(ADAPTERS);
  const able = runtimesFor(model.format, runtimes);
  const runtime = able.includes(order.runtime) ? order.runtime : able[0];
  if (runtime === undefined)
    throw new EngineError(`the worker must have a runtime for the teacher's file (${model.format}); it has none`);
  const { feed, output } = model;
  const classifier = await openClassifier(ADAPTERS, file, { runtime, feed, output, imageShape, threads: THREADS });
  return { classifier, feed };
}

async function resultOf(shard: ShardHere, signal: AbortSignal): Promise<FromChild> {
  const started = performance.now();
  const kept: string[] = [];
  let imagesEvaluated = 0;
  const course: Course = {
    signal,
    onProgress(imagesDone) {
      imagesEvaluated = imagesDone;
      send({ kind: 'progress', imagesDone });
    },
  };
  const ran = shard.order.training ? await train(shard, kept, course) : await evaluate(shard, course);
  const seconds = (performance.now() - started) / 1000;
  const result = encodeShardResult({ method: shard.order.shard.method, ...ran, imagesEvaluated, seconds });
  return { kind: 'result', result, kept };
}

function answerOf(error: unknown, signal: AbortSignal): FromChild {
  if (signal.aborted) return { kind: 'cancelled' };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'error', message, again: !(error instanceof EngineError || error instanceof DatasetError) };
}

async function onShard(message: ShardHere): Promise<void> {
  abort = new AbortController();
  keptFolder = message.keptFolder;
  const { signal } = abort;
  try {
    send(await resultOf(message, signal));
  } catch (error) {
    send(answerOf(error, signal));
  } finally {
    abort = null;
    openDataset.rest();
  }
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'cancel') abort?.abort();
  else void onShard(message);
});
// The worker is gone: nobody would take the result, and nobody removes what was unpacked for it.
process.on('disconnect', () => {
  for (const one of [OWN_FOLDER, keptFolder]) if (one) rmSync(one, { recursive: true, force: true });
  process.exit(0);
});
// A signal to the whole group (Ctrl-C) is the worker's to handle; it cancels and ends this process.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
send({ kind: 'ready' });
