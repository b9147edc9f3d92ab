import type { Store } from '@passband/store';
import type { MeasurementEvents } from './measurement-events.ts';
import type { ShardEvents } from './shard-events.ts';

/** The same store; what becomes of measurements and shards through it is told, whoever asked for it. */
export function observedStore(store: Store, measurementEvents: MeasurementEvents, shardEvents: ShardEvents): Store {
  const measurements: Partial<Store['measurements']> = {
    async start(given) {
      const started = await store.measurements.start(given);
      if (started.created) measurementEvents.started(started.measurement);
      return started;
    },
    async startAll(given, check) {
      const rows = await store.measurements.startAll(given, check);
      for (const row of rows) if (row.status === 'QUEUED') measurementEvents.started(row);
      return rows;
    },
    async cancel(id) {
      const [before] = await store.measurements.byIds([id]);
      const row = await store.measurements.cancel(id);
      if (row?.status === 'CANCELLED' && before?.status !== 'CANCELLED') measurementEvents.over(row);
      return row;
    },
    async retry(id) {
      const [before] = await store.measurements.byIds([id]);
      const row = await store.measurements.retry(id);
      if (row?.status === 'QUEUED' && before?.status !== 'QUEUED') measurementEvents.started(row);
      return row;
    },
    async succeed(id, metrics, warnings) {
      const isOver = await store.measurements.succeed(id, metrics, warnings);
      if (isOver) await measurementEvents.overIf(id, 'SUCCEEDED');
      return isOver;
    },
    async fail(id, error) {
      const isOver = await store.measurements.fail(id, error);
      if (isOver) await measurementEvents.overIf(id, 'FAILED');
      return isOver;
    },
  };
  const queue: Partial<Store['queue']> = {
    async claim(worker, leaseMs, runsFormat) {
      const askedMs = Date.now();
      const order = await store.queue.claim(worker, leaseMs, runsFormat);
      if (order) shardEvents.claimed(order, worker, askedMs);
      return order;
    },
    async complete(shardId, lease, result) {
      const state = await store.queue.complete(shardId, lease, result);
      shardEvents.reported(shardId, state, result);
      return state;
    },
    async fail(shardId, lease, failure) {
      const state = await store.queue.fail(shardId, lease, failure);
      const shard = state === 'live' ? await store.queue.shard(shardId) : null;
      if (!shard) return state;
      shardEvents.failed({ shardId, measurementId: shard.measurementId }, failure);
      await measurementEvents.overIf(shard.measurementId, 'FAILED');
      return state;
    },
    async sweep(now) {
      const expired = await store.queue.sweep(now);
      for (const lease of expired) shardEvents.expired(lease);
      const failed = expired.filter((lease) => lease.failed).map(({ measurementId }) => measurementId);
      for (const id of new Set(failed)) await measurementEvents.overIf(id, 'FAILED');
      return expired;
    },
  };
  return over(store, { measurements: over(store.measurements, measurements), queue: over(store.queue, queue) });
}

/** All of `base` but for what is given. Looked up when it is asked for, as if it were `base` itself. */
function over<T extends object>(base: T, given: Partial<T>): T {
  return new Proxy(base, {
    get: (target, name) => Reflect.get(Reflect.has(given, name) ? given : target, name),
  });
}
