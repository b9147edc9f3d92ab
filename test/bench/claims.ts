import { openStore, type Store } from '../../packages/store/src/index.ts';
import { startPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import {
  newDataset,
  newMeasurement,
  newModel,
  resultOf,
  runtime,
  tryClaim,
} from '../../packages/store/src/testing/rows.ts';
import { median } from './median.ts';
import { type Bench, type Row, rounded } from './row.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const WAITING = { few: 10, many: 10_000 };
const WORKERS = 8;
const CLAIMS = 800;
/** A worker that can run nothing of what waits asks again and again. */
const VAIN_CLAIMS = 20;
const STARTED_AT_ONCE = 100;
/** Never at an end, so that as many wait after a claim as before. */
const ROUNDS = 1_000_000;
/** So many that a shard is one round. */
const IMAGES_A_ROUND = 1_000_000;

/**
 * Milliseconds of a claim while 8 workers claim at once and as fast as they can, each reporting its result before the
 * next: the slowest of 800 but eight (p99) with 10,000 measurements that wait.
 */
export const claims: Bench = {
  rows: ['claims-PGlite', 'claims-PostgreSQL'],
  async run() {
    const server = await startPostgres();
    try {
      return [
        await inTemporaryFolder(async (dataFolder) => rowOn('PGlite', await openStore({ dataFolder }))),
        await inTemporaryFolder(async (dataFolder) =>
          rowOn('PostgreSQL', await openStore({ dataFolder, databaseUrl: await server.createDatabase() })),
        ),
      ];
    } finally {
      await server.stop();
    }
  },
};

async function rowOn(database: string, store: Store): Promise<Row> {
  try {
    await startMany(store, WAITING.few, 'onnx/cpu');
    const few = await claimed(store);
    await startMany(store, WAITING.many - WAITING.few, 'onnx/cpu');
    const many = await claimed(store);
    const vain = await claimedInVain(store);
    const p99 = quantile(many.milliseconds, 0.99);
    return {
      ...{ name: `claims-${database}`, value: p99, unit: 'ms', goal: null, holds: null },
      ...{ p50: quantile(many.milliseconds, 0.5), claimsPerSecond: rounded(many.perSecond) },
      ...{ p50With10: quantile(few.milliseconds, 0.5), p99With10: quantile(few.milliseconds, 0.99) },
      ...{ claimsPerSecondWith10: rounded(few.perSecond), inVain: rounded(median(vain)) },
    };
  } finally {
    await store.close();
  }
}

async function startMany(store: Store, count: number, runtimeAsked: string): Promise<void> {
  const of = { model: await store.models.insert(newModel()), dataset: await store.datasets.insert(newDataset()) };
  for (let started = 0; started < count; started += STARTED_AT_ONCE) {
    const some = Array.from({ length: Math.min(STARTED_AT_ONCE, count - started) }, () =>
      newMeasurement(of, { runtimeAsked, roundsTotal: ROUNDS, imagesTotal: ROUNDS * IMAGES_A_ROUND }),
    );
    await store.measurements.startAll(some, () => {});
  }
}

/** How long each claim took, and how many there were a second, of workers that claim at once. */
async function claimed(store: Store): Promise<{ milliseconds: number[]; perSecond: number }> {
  const milliseconds: number[] = [];
  let left = CLAIMS;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, k) => {
      while (left-- > 0) {
        const asked = performance.now();
        const order = await tryClaim(store, { id: `worker-${k}` });
        milliseconds.push(performance.now() - asked);
        if (order === null) throw new Error('a shard should wait for this worker');
        await store.queue.complete(order.id, order.lease, resultOf(order));
      }
    }),
  );
  return { milliseconds, perSecond: (1000 * CLAIMS) / (performance.now() - started) };
}

/** The same of a worker that can run nothing of what waits. */
async function claimedInVain(store: Store): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let k = 0; k < VAIN_CLAIMS; k++) {
    const asked = performance.now();
    const order = await store.queue.claim(
      { id: 'other', host: 'other', runtimes: [runtime('tfjs/wasm')], imagesPerSecond: null },
      60_000,
      (name) => name.startsWith('onnx/'),
    );
    milliseconds.push(performance.now() - asked);
    if (order !== null) throw new Error('nothing should suit this worker');
  }
  return milliseconds;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
}
