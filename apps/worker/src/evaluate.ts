import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { DatasetError, openCanonical } from '@passband/datasets';
import {
  type Classifier,
  EngineError,
  encodeShardResult,
  openClassifier,
  runShard,
  type ShardOrder,
} from '@passband/engine';
import { ADAPTERS } from './adapters.ts';
import type { FromChild, ToChild } from './child-messages.ts';

/**
 * The program that evaluates: a process of its own, so that a native library that crashes costs one attempt of one shard.
 * It keeps the last network and dataset open, since most shards follow one of the same measurement.
 */

type Dataset = Awaited<ReturnType<typeof openCanonical>>;

let openModel: { key: string; classifier: Classifier } | null = null;
let openData: { file: string; dataset: Dataset } | null = null;
let abort: AbortController | null = null;

function send(message: FromChild): void {
  // A worker that is gone takes no message; 'disconnect' ends this process.
  if (process.connected) process.send?.(message, () => {});
}

async function datasetOf(file: string): Promise<Dataset> {
  if (openData?.file === file) return openData.dataset;
  await openData?.dataset.close();
  openData = null;
  const dataset = await openCanonical(file);
  openData = { file, dataset };
  return dataset;
}

async function classifierOf(order: ShardOrder, file: string, dataset: Dataset): Promise<Classifier> {
  const key = JSON.stringify([file, order.runtime, order.model.feed, order.model.output, dataset.imageShape]);
  if (openModel?.key === key) return openModel.classifier;
  await openModel?.classifier.close();
  openModel = null;
  const classifier = await openClassifier(ADAPTERS, file, {
    runtime: order.runtime,
    feed: order.model.feed,
    output: order.model.output,
    imageShape: dataset.imageShape,
  });
  openModel = { key, classifier };
  return classifier;
}

async function evaluate(
  { order, modelFile, datasetFile }: ToChild & { kind: 'shard' },
  signal: AbortSignal,
): Promise<string> {
  const images = await datasetOf(datasetFile);
  const classifier = await classifierOf(order, modelFile, images);
  const started = performance.now();
  let imagesEvaluated = 0;
  const record = await runShard(order.shard, {
    classifier,
    images,
    feed: order.model.feed,
    signal,
    onProgress: (imagesDone) => {
      imagesEvaluated = imagesDone;
      send({ kind: 'progress', imagesDone });
    },
  });
  return encodeShardResult({
    method: order.shard.method,
    runtime: classifier.runtime,
    device: classifier.device,
    output: classifier.output,
    imagesEvaluated,
    seconds: (performance.now() - started) / 1000,
    record,
  });
}

function answerOf(error: unknown, signal: AbortSignal): FromChild {
  if (signal.aborted) return { kind: 'cancelled' };
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'error', message, again: !(error instanceof EngineError || error instanceof DatasetError) };
}

async function onShard(message: ToChild & { kind: 'shard' }): Promise<void> {
  abort = new AbortController();
  const { signal } = abort;
  try {
    send({ kind: 'result', result: await evaluate(message, signal) });
  } catch (error) {
    send(answerOf(error, signal));
  } finally {
    abort = null;
  }
}

process.on('message', (message: ToChild) => {
  if (message.kind === 'cancel') abort?.abort();
  else void onShard(message);
});
// The worker is gone: nobody would take the result, and nobody removes what was unpacked for it.
process.on('disconnect', () => {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
// A signal to the whole group (Ctrl-C) is the worker's to handle; it cancels and ends this process.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
send({ kind: 'ready' });
