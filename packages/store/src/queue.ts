import type { RuntimeDescription, Shard, ShardOrder } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { isId } from './ids.ts';
import { continueMeasurement, failMeasurement } from './measurements.ts';
import { storeResult } from './results.ts';
import { shardRounds } from './shard-size.ts';
import type { Tables } from './tables.ts';
import type { Ticket, Tickets } from './tickets.ts';
import type { LeaseState, Store } from './types.ts';
import { sawWorker } from './workers.ts';

/** Attempts at a shard before its measurement FAILED. */
const attemptsPerShard = 3;
/** Before the second and the third attempt. */
const retryDelaySeconds = [1, 4];
/** Any number: claims of all servers on a database go one at a time, so that their order is strict. */
const claimLock = 7_277_224;

type Worker = Parameters<Store['queue']['claim']>[0];

export function queue(kysely: Kysely<Tables>, tickets: Tickets): Store['queue'] {
  return {
    claim: (worker, leaseMs) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${claimLock}::bigint)`.execute(transaction);
        await sawWorker(transaction, worker);
        return claim(transaction, tickets, worker, leaseMs);
      }),
    async heartbeat(shardId, lease, progress, leaseMs) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const shard = await lockLeased(transaction, shardId, lease);
        if (shard.state !== 'live') return shard.state;
        await sql`update shards set lease_until = now() + ${leaseMs} * interval '1 ms',
          images_done = ${progress.imagesDone}, images_per_second = ${progress.imagesPerSecond}
          where id = ${shardId}`.execute(transaction);
        await sql`update workers set last_seen_at = now() where id = ${shard.workerId}`.execute(transaction);
        await notifyChanged(transaction, shard.measurementId);
        return 'live';
      });
    },
    async shard(shardId) {
      if (!isId(shardId)) return null;
      const { rows } = await sql<Shard & { parameters: string; datasetId: string }>`
        select m.method, m.parameters, m.dataset_id as "datasetId", s.first_round as "firstRound",
          s.round_count as "roundCount"
        from shards s join measurements m on m.id = s.measurement_id where s.id = ${shardId}`.execute(kysely);
      const row = rows[0];
      if (row === undefined) return null;
      const { datasetId, parameters, ...shard } = row;
      return { shard: { ...shard, parameters: JSON.parse(parameters) }, datasetId };
    },
    async complete(shardId, lease, result) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const shard = await lockLeased(transaction, shardId, lease);
        if (shard.state !== 'live') return shard.state;
        await storeResult(transaction, shard, result);
        await notifyChanged(transaction, shard.measurementId);
        return 'live';
      });
    },
    async fail(shardId, lease, failure) {
      if (!isId(shardId) || !isId(lease)) return 'lost';
      return kysely.transaction().execute(async (transaction) => {
        const shard = await lockLeased(transaction, shardId, lease);
        if (shard.state !== 'live') return shard.state;
        if (failure.released) await release(transaction, tickets, shard);
        else {
          const delay = retryDelaySeconds[shard.attempts - 1] ?? 0;
          await giveBack(transaction, tickets, shard, { again: failure.again, error: failure.error, delay });
        }
        return 'live';
      });
    },
    sweep: (now) =>
      kysely.transaction().execute(async (transaction) => {
        const expired = await expiredShards(transaction, now);
        for (const shard of expired) {
          const error = `${shard.host ?? 'the worker'} stopped reporting on it, ${attemptsPerShard} times`;
          await giveBack(transaction, tickets, shard, { again: true, error, delay: 0 });
        }
        await tickets.repair(transaction);
        return expired.length;
      }),
    async depth() {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from shards s join measurements m on m.id = s.measurement_id
        where s.state = 'WAITING' and m.status in ('QUEUED', 'RUNNING')`.execute(kysely);
      return rows[0]?.count ?? 0;
    },
  };
}

/** Goes through the tickets in order until one suits this worker; those that don't stay for others. */
async function claim(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  worker: Worker,
  leaseMs: number,
): Promise<(ShardOrder & { lease: string }) | null> {
  const unsuited: Ticket[] = [];
  let claimed: (ShardOrder & { lease: string }) | null = null;
  for (let count = 1; claimed === null; count = Math.min(2 * count, 64)) {
    const batch = await tickets.next(transaction, count);
    if (batch.length === 0) break;
    for (const ticket of batch) {
      const waiting = claimed === null ? await waitingShard(transaction, ticket.shardId) : null;
      const runtime = waiting === null ? null : runtimeFor(waiting, worker.runtimes);
      if (claimed !== null || (waiting !== null && runtime === null)) unsuited.push(ticket);
      else await tickets.take(transaction, [ticket]);
      if (waiting !== null && runtime !== null)
        claimed = await lease(transaction, tickets, waiting, worker, runtime, leaseMs);
    }
  }
  await tickets.putBack(transaction, unsuited);
  return claimed;
}

interface WaitingShard {
  id: string;
  number: number;
  firstRound: number;
  roundCount: number;
  attempts: number;
  measurementId: string;
  method: ShardOrder['shard']['method'];
  parameters: string;
  runtimeAsked: string;
  runtime: string | null;
  priority: number;
  roundsTotal: number;
  imagesTotal: number;
  model: ShardOrder['model'];
  dataset: ShardOrder['dataset'];
}

/** What a ticket is for, its measurement locked; null where it needn't be done: cancelled, failed, deleted, done already. */
async function waitingShard(transaction: Kysely<Tables>, shardId: string): Promise<WaitingShard | null> {
  const { rows } = await sql<WaitingShard>`
    select s.id, s.number, s.first_round as "firstRound", s.round_count as "roundCount", s.attempts,
      m.id as "measurementId", m.method, m.parameters, m.runtime_asked as "runtimeAsked", m.runtime, m.priority,
      m.rounds_total as "roundsTotal", m.images_total as "imagesTotal",
      jsonb_build_object('name', o.name, 'sha256', o.sha256, 'sizeBytes', o.size_bytes, 'format', o.format,
        'output', o.output, 'feed', jsonb_build_object('inputMean', o.input_mean, 'inputStd', o.input_std,
        'inputScale', o.input_scale, 'inputLayout', o.input_layout)) as model,
      jsonb_build_object('name', d.name, 'sha256', d.canonical_sha256, 'sizeBytes', d.canonical_size_bytes,
        'imageShape', d.image_shape) as dataset
    from shards s
    join measurements m on m.id = s.measurement_id
    join models o on o.id = m.model_id
    join datasets d on d.id = m.dataset_id
    where s.id = ${shardId} and s.state = 'WAITING' and m.status in ('QUEUED', 'RUNNING')
    for update of m, s`.execute(transaction);
  return rows[0] ?? null;
}

/** The runtime that is fixed, else the one asked for, else for auto the worker's best; null where it isn't there. */
function runtimeFor(shard: WaitingShard, runtimes: readonly RuntimeDescription[]): string | null {
  const available = runtimes.filter((runtime) => runtime.available).map((runtime) => runtime.name);
  const wanted = shard.runtime ?? (shard.runtimeAsked === 'auto' ? available[0] : shard.runtimeAsked);
  return wanted !== undefined && available.includes(wanted) ? wanted : null;
}

async function lease(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  shard: WaitingShard,
  worker: Worker,
  runtime: string,
  leaseMs: number,
): Promise<ShardOrder & { lease: string }> {
  // A shard that was tried before keeps its rounds; the next one begins behind them.
  const roundCount =
    shard.attempts > 0 ? shard.roundCount : await roundsFor(transaction, shard, worker.imagesPerSecond);
  const { rows } = await sql<{ lease: string }>`
    update shards set state = 'LEASED', round_count = ${roundCount}, attempts = attempts + 1, lease = gen_random_uuid(),
      lease_until = now() + ${leaseMs} * interval '1 ms', worker_id = ${worker.id}, images_done = 0, images_per_second = null
    where id = ${shard.id} returning lease`.execute(transaction);
  const token = rows[0]?.lease;
  if (token === undefined) throw new Error(`shard ${shard.id} was not leased`);
  await sql`update measurements set status = 'RUNNING', runtime = ${runtime}, started_at = coalesce(started_at, now())
    where id = ${shard.measurementId}`.execute(transaction);
  await continueMeasurement(transaction, tickets, {
    id: shard.measurementId,
    priority: shard.priority,
    roundsTotal: shard.roundsTotal,
  });
  await notifyChanged(transaction, shard.measurementId);
  return {
    id: shard.id,
    measurement: shard.measurementId,
    shard: { method: shard.method, parameters: JSON.parse(shard.parameters), firstRound: shard.firstRound, roundCount },
    runtime,
    model: shard.model,
    dataset: shard.dataset,
    lease: token,
  };
}

/** Rounds of a shard at its first claim, which nothing lies behind yet; after a retry the rounds that were given stay. */
async function roundsFor(
  transaction: Kysely<Tables>,
  shard: WaitingShard,
  imagesPerSecond: number | null,
): Promise<number> {
  const later =
    await sql`select from shards where measurement_id = ${shard.measurementId} and number > ${shard.number} limit 1`.execute(
      transaction,
    );
  if (later.rows.length > 0) return shard.roundCount;
  return shardRounds(
    shard.number,
    shard.roundsTotal - shard.firstRound,
    shard.imagesTotal / shard.roundsTotal,
    imagesPerSecond,
  );
}

/** A shard that a worker holds, with what its end needs. */
export interface LeasedShard {
  id: string;
  measurementId: string;
  workerId: string;
  firstRound: number;
  roundCount: number;
  attempts: number;
}

/** Locks a shard and its measurement, the measurement first as everywhere, and says what the lease is worth. */
async function lockLeased(
  transaction: Kysely<Tables>,
  shardId: string,
  lease: string,
): Promise<(LeasedShard & { state: 'live' }) | { state: Exclude<LeaseState, 'live'> }> {
  const measurement = await sql<{ status: string }>`
    select status from measurements where id = (select measurement_id from shards where id = ${shardId})
    for update`.execute(transaction);
  const status = measurement.rows[0]?.status;
  if (status === undefined) return { state: 'lost' };
  const { rows } = await sql<LeasedShard & { live: boolean }>`
    select id, measurement_id as "measurementId", worker_id as "workerId", first_round as "firstRound",
      round_count as "roundCount", attempts, lease_until >= now() as live
    from shards where id = ${shardId} and state = 'LEASED' and lease = ${lease} for update`.execute(transaction);
  const shard = rows[0];
  if (shard === undefined) return { state: 'lost' };
  if (status !== 'RUNNING') return { state: 'cancelled' };
  return shard.live ? { ...shard, state: 'live' } : { state: 'lost' };
}

/** Leases that ran out before `now`, which is this process's clock; leases are on the database's. */
async function expiredShards(
  transaction: Kysely<Tables>,
  now: Date,
): Promise<(LeasedShard & { host: string | null })[]> {
  const aheadMs = now.getTime() - Date.now();
  const candidates = sql`s.state = 'LEASED' and s.lease_until < now() + ${aheadMs} * interval '1 ms'`;
  await sql`select from measurements where id in (select s.measurement_id from shards s where ${candidates})
    order by id for update`.execute(transaction);
  const { rows } = await sql<LeasedShard & { host: string | null }>`
    select s.id, s.measurement_id as "measurementId", s.worker_id as "workerId", s.first_round as "firstRound",
      s.round_count as "roundCount", s.attempts, w.host
    from shards s join measurements m on m.id = s.measurement_id left join workers w on w.id = s.worker_id
    where ${candidates} and m.status = 'RUNNING' order by s.lease_until for update of s`.execute(transaction);
  return rows;
}

/** A shard as it was before its claim. */
async function release(transaction: Kysely<Tables>, tickets: Tickets, shard: LeasedShard): Promise<void> {
  const priority = await unlease(transaction, shard.id, shard.attempts - 1);
  await tickets.send(transaction, shard.id, priority);
  await notifyChanged(transaction, shard.measurementId);
}

/** A shard waits, with so many attempts behind it. Returns its measurement's priority. */
async function unlease(transaction: Kysely<Tables>, shardId: string, attempts: number): Promise<number> {
  const { rows } = await sql<{ priority: number }>`
    update shards s set state = 'WAITING', attempts = ${attempts}, lease = null, lease_until = null, worker_id = null,
      images_done = 0, images_per_second = null
    from measurements m where s.id = ${shardId} and m.id = s.measurement_id returning m.priority`.execute(transaction);
  return rows[0]?.priority ?? 0;
}

/** A shard waits again, or, when it was tried often enough, its measurement FAILED. */
async function giveBack(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  shard: LeasedShard,
  how: { again: boolean; error: string; delay: number },
): Promise<void> {
  const priority = await unlease(transaction, shard.id, shard.attempts);
  if (!how.again || shard.attempts >= attemptsPerShard) {
    const last = shard.firstRound + shard.roundCount - 1;
    const rounds = last === shard.firstRound ? `round ${last}` : `rounds ${shard.firstRound} to ${last}`;
    await failMeasurement(transaction, shard.measurementId, how.again ? `${rounds}: ${how.error}` : how.error);
    return;
  }
  await tickets.send(transaction, shard.id, priority, how.delay);
  await notifyChanged(transaction, shard.measurementId);
}
