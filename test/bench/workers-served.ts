import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { ask, until } from '../end-to-end/passband.ts';
import { WorkerProcess } from '../end-to-end/worker-process.ts';
import { done, uploaded } from '../faults/api.ts';
import { withBareServer } from './bare-server.ts';
import { DEMO } from './demo.ts';
import { median } from './median.ts';
import { pinningMissing } from './pinning.ts';
import { type Bench, missingRow, type Row, ratioRow, rounded } from './row.ts';
import { processorSeconds } from './server-metrics.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SERVED = { name: 'workers-served', atLeast: 1.8 };
/** Some twenty seconds of one worker. */
const PAIRS = 100;
const WARM_UP_PAIRS = 4;
const TURNS = 3;

interface Measured {
  model: string;
  dataset: string;
}

/** One measurement: its images a second, and what each thousand of them took of the server's processor time. */
interface Turn {
  imagesPerSecond: number;
  serverMs: number;
}

/**
 * Images per second of a measurement that two workers share ÷ of one's, with everything that comes with it: a server with
 * its embedded database, claims, heartbeats, results. Each worker is kept to a core; the server takes from both.
 */
export const workersServed: Bench = {
  rows: [SERVED.name],
  async run() {
    const missing = pinningMissing();
    if (missing) return [missingRow(SERVED, missing)];
    return inTemporaryFolder((folder) =>
      withBareServer(folder, async (url) => [await measuredBy(url, await registered(url), folder)]),
    );
  },
};

async function measuredBy(url: string, measured: Measured, cache: string): Promise<Row> {
  const turns: { one: Turn; two: Turn }[] = [];
  const first = await begun(url, 0, cache);
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const one = await measure(url, measured, 2 * turn);
      const second = await begun(url, 1, cache);
      try {
        await measure(url, measured, 1000 + turn, WARM_UP_PAIRS);
        turns.push({ one, two: await measure(url, measured, 2 * turn + 1) });
      } finally {
        await second.stop('SIGTERM');
      }
    }
  } finally {
    await first.stop('SIGTERM');
  }
  const middle = (of: (turn: (typeof turns)[number]) => number) => rounded(median(turns.map(of)));
  return ratioRow(SERVED, median(turns.map(({ one, two }) => two.imagesPerSecond / one.imagesPerSecond)), {
    oneImagesPerSecond: middle(({ one }) => one.imagesPerSecond),
    twoImagesPerSecond: middle(({ two }) => two.imagesPerSecond),
    serverMsPer1000Images: middle(({ two }) => two.serverMs),
    ratios: turns.map(({ one, two }) => rounded(two.imagesPerSecond / one.imagesPerSecond)).join(' '),
    cores: availableParallelism(),
  });
}

/** A worker on a core of its own, which has joined. */
async function begun(url: string, core: number, cache: string): Promise<WorkerProcess> {
  const worker = new WorkerProcess(url, { PASSBAND_WORKER_CACHE_DIR: `${cache}/cache` }, [
    'taskset',
    '-c',
    String(core),
  ]);
  await until('a worker joins', async () => (worker.said.includes('joined') ? true : null));
  return worker;
}

async function registered(url: string): Promise<Measured> {
  const sent = async (file: string) => uploaded(url, file, await readFile(file));
  const { model } = await done<{ model: { id: string } }>(
    ...([url, 'registerModel', { name: 'net', tags: [], upload: await sent(DEMO.network) }, 'model { id }'] as const),
  );
  const { dataset } = await done<{ dataset: { id: string } }>(
    ...([url, 'registerDataset', { name: 'images', upload: await sent(DEMO.dataset) }, 'dataset { id }'] as const),
  );
  return { model: model.id, dataset: dataset.id };
}

interface Over {
  status: string;
  error: string | null;
  imagesEvaluated: number;
  startedAt: string;
  finishedAt: string;
}

/** Starts a measurement and waits for its end, asking seldom. */
async function measure(url: string, measured: Measured, seed: number, pairsPerGroup = PAIRS): Promise<Turn> {
  const before = await processorSeconds(url);
  const input = { ...measured, pairsPerGroup, seed, runtime: 'onnx/cpu' };
  const { measurement } = await done<{ measurement: { id: string } }>(
    ...([url, 'measurePathSpectrum', input, 'measurement { id }'] as const),
  );
  const over = await until('the measurement ends', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const { measurement: now } = await ask<{ measurement: Over }>(
      url,
      'query ($id: ID!) { measurement(id: $id) { status error imagesEvaluated startedAt finishedAt } }',
      { id: measurement.id },
    );
    return ['QUEUED', 'RUNNING'].includes(now.status) ? null : now;
  });
  if (over.status !== 'SUCCEEDED') throw new Error(`a measurement must succeed; it has ${over.status}: ${over.error}`);
  const seconds = (Date.parse(over.finishedAt) - Date.parse(over.startedAt)) / 1000;
  const serverSeconds = (await processorSeconds(url)) - before;
  return {
    imagesPerSecond: over.imagesEvaluated / seconds,
    serverMs: (1000 * serverSeconds) / (over.imagesEvaluated / 1000),
  };
}
