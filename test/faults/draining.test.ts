import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readDemo } from '../../packages/demo/src/index.ts';
import { temporaryDataFolder } from '../end-to-end/data-folder.ts';
import { ask, held, temporaryFolder, until } from '../end-to-end/passband.ts';
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
  server: { queueDepth: number; workers: { lastSeenAt: string }[] };
}

const now = (id: string) =>
  ask<Now>(
    server.url,
    'query ($id: ID!) { measurement(id: $id) { status imagesEvaluated progress { done total } } server { queueDepth workers { lastSeenAt } } }',
    { id },
  );

/**
 * Stops the process that evaluates the fourth shard, of eight rounds, or a later one before its middle: no result is on its way then,
 * however late the worker is asked to stop. What is stored, and what lets it go on.
 */
async function heldMidShard(id: string, worker: WorkerProcess): Promise<{ stored: number; goOn: () => void }> {
  await until('three shards are stored', async () => {
    const { imagesEvaluated, progress } = (await now(id)).measurement;
    return imagesEvaluated > progress.total / 10 ? true : null;
  });
  return until('a shard is under way', async () => {
    const goOn = await held(worker.child.pid ?? 0);
    const { imagesEvaluated, progress } = await heardAfter(Date.now(), id);
    const underWay = progress.done - imagesEvaluated;
    if (underWay > 0 && underWay < (4 / 60) * progress.total) return { stored: imagesEvaluated, goOn };
    goOn();
    return null;
  });
}

/** A measurement as it is once a worker has told how far it is, or asked for more. */
const heardAfter = (sinceMs: number, id: string) =>
  until('the worker is heard of', async () => {
    const { measurement, server } = await now(id);
    return server.workers.some(({ lastSeenAt }) => Date.parse(lastSeenAt) > sinceMs) ? measurement : null;
  });

/** Sends a signal to a worker whose evaluation is held, and lets that go on: its exit code. */
async function stopped(worker: WorkerProcess, signal: NodeJS.Signals, goOn: () => void): Promise<number | null> {
  const ended = worker.stop(signal);
  goOn();
  return ended;
}

test('SIGTERM: the shard under way is finished and its result stored, nothing is given back', async () => {
  const id = await start(60);
  const worker = begin({ PASSBAND_WORKER_DRAIN_SECONDS: '200' });
  const { stored, goOn } = await heldMidShard(id, worker);
  expect(await stopped(worker, 'SIGTERM', goOn)).toBe(0);
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
  const { stored, goOn } = await heldMidShard(id, worker);
  expect(await stopped(worker, signal, goOn)).toBe(0);
  const { measurement, server: after } = await now(id);
  expect(measurement.imagesEvaluated).toBe(stored);
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
