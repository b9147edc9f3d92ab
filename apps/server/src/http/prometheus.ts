import { statfs } from 'node:fs/promises';
import { DatabaseAway, type Store, type StoreState } from '@passband/store';
import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { SEEN_WITHIN_MS } from '../measurements/workers.ts';
import { type ServerCounts, serverCounts } from '../observation/server-counts.ts';
import { VERSION } from '../version.ts';
import { ROUTE_NAMES } from './routes.ts';

export interface Prometheus {
  counts: ServerCounts;
  /** Counts requests by route. */
  count: RequestHandler;
  /** Counts event streams while they are open. */
  countStream: RequestHandler;
  routes: Router;
}

/** What a monitor asks of a server, in Prometheus' text format. */
export function prometheus(store: Store): Prometheus {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'passband_' });
  const counts = serverCounts(registry);
  addStoreGauges(store, registry);
  const routes = Router();
  routes.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return {
    counts,
    count(request, response, next) {
      const end = counts.requestSeconds.startTimer();
      response.once('close', () => {
        const [, first] = request.path.split('/');
        // Only these are told apart: an address that a client made up is no label.
        const route = ROUTE_NAMES.find((one) => one === first) ?? 'page';
        end({ route, method: request.method, status: response.statusCode });
      });
      next();
    },
    countStream(_request, response, next) {
      counts.eventStreams.inc();
      response.once('close', () => counts.eventStreams.dec());
      next();
    },
    routes,
  };
}

interface Read extends StoreState {
  workers: number;
  freeBytes: number;
}

/** Read when they are asked for, once for all of them. */
function addStoreGauges(store: Store, registry: Registry): void {
  // Without the database what is counted here is told all the same, just when it is wanted.
  const read = shared<Read | null>(async () => {
    try {
      const [state, workers, disk] = await Promise.all([
        store.state(),
        store.workers.active(SEEN_WITHIN_MS),
        statfs(store.blobs.workFolder),
      ]);
      return { ...state, workers: workers.length, freeBytes: disk.bavail * disk.bsize };
    } catch (error) {
      if (!(error instanceof DatabaseAway)) throw error;
      return null;
    }
  });
  new Gauge({
    ...{ name: 'passband_database_up', help: 'Whether the database answers: 1 or 0.', registers: [registry] },
    async collect() {
      this.set((await read()) === null ? 0 : 1);
    },
  });
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    values: (now: Read) => readonly (readonly [Partial<Record<Label, string>>, number])[],
  ): Gauge<Label> =>
    new Gauge<Label>({
      ...{ name: `passband_${name}`, help, labelNames, registers: [registry] },
      async collect() {
        const now = await read();
        this.reset();
        // A gauge without labels would be 0.
        if (now === null && labelNames.length === 0) this.remove();
        if (now === null) return;
        for (const [labels, value] of values(now)) this.set(labels, value);
      },
    });
  const single = (name: string, help: string, value: (now: Read) => number): Gauge =>
    gauge(name, help, [], (now) => [[{}, value(now)]]);

  single('queue_depth', 'Shards that wait for a worker.', ({ waiting }) =>
    waiting.reduce((sum, { shards }) => sum + shards, 0),
  );
  single(
    'queue_oldest_seconds',
    'Time since the oldest shard that waits was made; 0 where none waits.',
    ({ waiting }) => Math.max(0, ...waiting.map(({ oldestSeconds }) => oldestSeconds)),
  );
  gauge('queue_waiting', 'Shards that wait, by priority above, at and below 0.', ['priority'], ({ waiting }) =>
    (['above', 'default', 'below'] as const).map((priority) => [
      { priority },
      waiting.find((one) => one.priority === priority)?.shards ?? 0,
    ]),
  );
  single('workers', 'Workers that were seen within 30 s.', ({ workers }) => workers);
  single('shards_running', 'Shards that a worker holds under a lease.', ({ leasedShards }) => leasedShards);
  gauge('measurements', 'Measurements that are stored, by status.', ['status'], ({ measurements }) =>
    (['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'] as const).map((status) => [
      { status },
      measurements.find((one) => one.status === status)?.count ?? 0,
    ]),
  );
  single('blobs', 'Files of models, datasets and trainings that are stored.', ({ blobs }) => blobs.count);
  single('blobs_bytes', 'What these files take.', ({ blobs }) => blobs.bytes);
  single('data_folder_free_bytes', 'Room on the disk of the data folder.', ({ freeBytes }) => freeBytes);
  gauge(
    'database_connections',
    'Connections to PostgreSQL that this server has, and requests that wait for one; none where the database is embedded.',
    ['state'],
    ({ connections }) =>
      connections === null
        ? []
        : [
            [{ state: 'used' }, connections.open - connections.idle],
            [{ state: 'idle' }, connections.idle],
            [{ state: 'waited for' }, connections.waiting],
          ],
  );
  gauge('build_info', 'Always 1: what runs.', ['version', 'node', 'database'], () => [
    [{ version: VERSION, node: process.version, database: store.database }, 1],
  ]);
}

/** Whoever asks while it is being read gets the same. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= read().finally(() => {
      running = null;
    });
    return running;
  };
}
