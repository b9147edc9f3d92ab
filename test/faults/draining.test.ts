import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { temporaryDataFolder } from '../end-to-end/data-folder.ts';
import { ask, temporaryFolder, until } from '../end-to-end/passband.ts';
import { WorkerProcess } from '../end-to-end/worker-process.ts';
import { done, uploaded } from './api.ts';
import { printed } from './figure.ts';
import { ServerProgram } from './server-program.ts';

/** Workers on their own that are asked to stop, and workers of one machine that share a folder. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cache: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProgram;
let workers: WorkerProcess[] = [];
let measured: { model: string; dataset: string };
let started: string[] = [];

beforeAll(async () => {
  folder = await temporaryDataFolder();
  ({ server } = await ServerProgram.start({ dataFolder: folder.folder }));
  const { networks, dataset } = readDemo();
  const { model } = await done<{ model: { id: string } }>(
    ...([server.url, 'registerModel', { name: 'net', tags: [], upload: await sent(networks[0]?.file ?? '') }] as const),
    'model { id }',
  );
  const { dataset: images } = await done<{ dataset: { id: string } }>(
    ...([server.url, 'registerDataset', { name: 'images', upload: await sent(dataset.file) }] as const),
    'dataset { id }',
  );
  measured = { model: model.id, dataset: images.id };
});
beforeEach(async () => {
  cache = await temporaryFolder();
});
afterEach(async () => {
  for (const worker of workers) await worker.stop('SIGKILL');
  for (const id of started) await done(server.url, 'cancelMeasurement', { id }, 'measurement { id }');
  [workers, started] = [[], []];
  await cache.remove();
});
afterAll(async () => {
  await server.stop('SIGTERM');
  await folder.remove();
});

const sent = async (file: string) => uploaded(server.url, file, await readFile(file));

function begin(env: Record<string, string> = {}): WorkerProcess {
  const worker = new WorkerProcess(server.url, { PASSBAND_WORKER_CACHE_DIR: cache.folder, ...env });
  workers.push(worker);
  return worker;
}

async function start(pairsPerGroup: number): Promise<string> {
  const { measurement } = await done<{ measurement: { id: string } }>(
    ...([server.url, 'measurePathSpectrum', { ...measured, pairsPerGroup }, 'measurement { id }'] as const),
  );
  started.push(measurement.id);
  return measurement.id;
}

interface Now {
  measurement: { status: string; imagesEvaluated: number; progress: { done: number; total: number } };
  server: { queueDepth: number };
}

const now = (id: string) =>
  ask<Now>(
    server.url,
    'query ($id: ID!) { measurement(id: $id) { status imagesEvaluated progress { done total } } server { queueDepth } }',
    { id },
  );

/** Waits until the fourth shard, of eight rounds, has begun; what is stored then. */
const midShard = (id: string) =>
  until('a shard is under way', async () => {
    const { imagesEvaluated, progress } = (await now(id)).measurement;
    return imagesEvaluated > progress.total / 10 && progress.done > imagesEvaluated ? imagesEvaluated : null;
  });

test('SIGTERM: the shard under way is finished and its result stored, nothing is given back', async () => {
  const id = await start(60);
  const worker = begin({ PASSBAND_WORKER_DRAIN_SECONDS: '200' });
  const stored = await midShard(id);
  expect(await worker.stop('SIGTERM')).toBe(0);
  const { measurement, server: after } = await now(id);
  expect(measurement.imagesEvaluated).toBeGreaterThan(stored);
  const lost = measurement.progress.done - measurement.imagesEvaluated;
  report('drained', lost, 'images of the shard under way whose result is lost');
  // The one that comes next, and no other.
  expect(after.queueDepth).toBe(1);
});

test.each<[string, NodeJS.Signals, string]>([
  ['SIGTERM and no time to drain', 'SIGTERM', '0'],
  ['SIGINT', 'SIGINT', '200'],
])('%s: the shard under way is given back and waits at once', async (_, signal, seconds) => {
  const id = await start(60);
  const worker = begin({ PASSBAND_WORKER_DRAIN_SECONDS: seconds });
  const stored = await midShard(id);
  expect(await worker.stop(signal)).toBe(0);
  const { measurement, server: after } = await now(id);
  expect(measurement.imagesEvaluated).toBeGreaterThanOrEqual(stored);
  const missing = 2 - after.queueDepth;
  report(`given-back-${signal}-${seconds}`, missing, 'shards given back that do not wait at once');
});

test('two workers of two slots each fetch the network and the images once, since they share a folder', async () => {
  const before = await blobsSent();
  const id = await start(6);
  begin({ PASSBAND_WORKER_SLOTS: '2' });
  begin({ PASSBAND_WORKER_SLOTS: '2' });
  await until('it is measured', async () => ((await now(id)).measurement.status === 'SUCCEEDED' ? true : null));
  started = [];
  report('one-cache', (await blobsSent()) - before - 2, 'files sent more than once');
});

function report(name: string, value: number, unit: string): void {
  expect(printed({ name, value, unit, goal: '0', holds: value === 0, times: 1 })).toMatchObject({ holds: true });
}

/** Files that the server sent. */
async function blobsSent(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const counts = text.matchAll(/^passband_http_request_seconds_count\{[^}]*route="blobs"[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
