import type { PathScope, Shard } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { claim } from './claim.ts';
import { isId } from './ids.ts';
import { attemptsPerShard, expiredShards, giveBack, lockLeased, release } from './leases.ts';
import { needsMetBy } from './needs.ts';
import { lockQueue } from './queue-lock.ts';
import { storeResult } from './results.ts';
import { goesOn } from './shard-states.ts';
import { orderedParameters } from './shards.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';
import { sawWorker } from './workers.ts';

/** Before the second and the third attempt. */
const retryDelaySeconds = [1, 4];

export function queue(kysely: Kysely<Tables>, tickets: Tickets): Store['queue'] {
  return {
    async claim(worker, leaseMs, runsFormat) {
      // On its own: a heartbeat of another of its slots has a measurement and wants the worker's row.
      await sawWorker(kysely, worker);
      return kysely.transaction().execute(async (transaction) => {
        await lockQueue(transaction);
        return claim(transaction, tickets, worker, leaseMs, runsFormat);
      });
    },
    async heartbeat(shardId, lease, progress, leaseMs) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const leased = await lockLeased(transaction, shardId, lease);
        if (leased.state !== 'live') return leased.state;
        await sql`update shards set lease_until = now() + ${leaseMs} * interval '1 ms',
          images_done = ${progress.imagesDone}, images_per_second = ${progress.imagesPerSecond}
          where id = ${shardId}`.execute(transaction);
        await sql`update workers set last_seen_at = now() where id = ${leased.shard.workerId}`.execute(transaction);
        await notifyChanged(transaction, leased.measurement.id);
        return 'live';
      });
    },
    async shard(shardId) {
      if (!isId(shardId)) return null;
      const { rows } = await sql<
        Shard & { parameters: string; scopes: PathScope[] | null; measurementId: string; datasetId: string }
      >`
        select m.method, m.parameters, m.id as "measurementId", m.dataset_id as "datasetId", s.scopes, s.first_round as "firstRound",
          s.round_count as "roundCount"
        from shards s join measurements m on m.id = s.measurement_id where s.id = ${shardId}`.execute(kysely);
      const row = rows[0];
      if (row === undefined) return null;
      const { measurementId, datasetId, parameters, scopes, ...shard } = row;
      return { shard: { ...shard, parameters: orderedParameters(parameters, scopes) }, measurementId, datasetId };
    },
    async fileLease(shardId, lease) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      const { rows } = await sql<{ status: string }>`
        select m.status from shards s join measurements m on m.id = s.measurement_id
        where s.id = ${shardId} and s.state = 'LEASED' and s.lease = ${lease} and s.lease_until >= now()
          and m.method = 'NOISE_FITTING'`.execute(kysely);
      const [row] = rows;
      if (row === undefined) return 'lost';
      return row.status === 'RUNNING' ? 'live' : 'cancelled';
    },
    async complete(shardId, lease, result) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const leased = await lockLeased(transaction, shardId, lease);
        if (leased.state !== 'live') return leased.state;
        await storeResult(transaction, tickets, leased, result);
        await notifyChanged(transaction, leased.measurement.id);
        return 'live';
      });
    },
    async fail(shardId, lease, failure) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const leased = await lockLeased(transaction, shardId, lease);
        if (leased.state !== 'live') return leased.state;
        const { shard } = leased;
        if (failure.released) await release(transaction, tickets, shard);
        else {
          const delaySeconds = retryDelaySeconds[shard.attempts - 1] ?? 0;
          await giveBack(transaction, tickets, shard, { again: failure.again, error: failure.error, delaySeconds });
        }
        return 'live';
      });
    },
    sweep: (now) =>
      kysely.transaction().execute(async (transaction) => {
        await lockQueue(transaction);
        const expired = await expiredShards(transaction, now);
        for (const shard of expired) {
          const error = `${shard.host ?? 'the worker'} stopped reporting on it, ${attemptsPerShard} times`;
          await giveBack(transaction, tickets, shard, { again: true, error, delaySeconds: 0 });
        }
        return expired.map(({ id: shardId, measurementId, host, attempts }) => ({
          ...{ shardId, measurementId, host, failed: attempts >= attemptsPerShard },
        }));
      }),
    repair: () => kysely.transaction().execute((transaction) => tickets.repair(transaction)),
    async isDue(runtimes, runsFormat) {
      const next = await tickets.next(kysely, needsMetBy(runtimes, runsFormat), 1);
      return next.length > 0;
    },
    async depth() {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from shards s join measurements m on m.id = s.measurement_id
        where s.state = 'WAITING' and ${goesOn}`.execute(kysely);
      return rows[0]?.count ?? 0;
    },
  };
}
