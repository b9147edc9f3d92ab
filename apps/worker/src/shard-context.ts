import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClaimedShard } from './server-connection.ts';

const current = new AsyncLocalStorage<ClaimedShard>();

/** Runs what is done for a shard, so that the log and the requests to the server name it. */
export function aboutShard<T>(shard: ClaimedShard, work: () => T): T {
  return current.run(shard, work);
}

/** The shard that is worked on here; null between shards. */
export function shardHere(): ClaimedShard | null {
  return current.getStore() ?? null;
}

/** For the log: the measurement as clients know it. */
export function shardFields(): { measurement?: string; shard?: string } {
  const shard = shardHere();
  return shard ? { measurement: `measurement-${shard.measurementId}`, shard: shard.id } : {};
}
