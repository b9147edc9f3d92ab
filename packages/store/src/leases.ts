import type { Method } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { failMeasurement } from './fail-measurement.ts';
import { waitsAgain } from './shard-states.ts';
import type { LeaseState } from './store.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** Attempts at a shard before its measurement FAILED. */
export const attemptsPerShard = 3;

/** A shard that a worker holds, with what its end needs. */
export interface LeasedShard {
  id: string;
  measurementId: string;
  workerId: string;
  firstRound: number;
  roundCount: number;
  attempts: number;
}

/** What a shard's measurement says of its results. */
export interface LockedMeasurement {
  id: string;
  method: Method;
  runtime: string | null;
  modelId: string;
  scopesLeft: string[] | null;
  withinRounds: number | null;
  betweenRounds: number | null;
}

type Leased = { state: 'live'; shard: LeasedShard; measurement: LockedMeasurement };

/** Locks a shard and its measurement, the measurement first as everywhere, and says what the lease is worth. */
export async function lockLeased(
  transaction: Kysely<Tables>,
  shardId: string,
  lease: string,
): Promise<Leased | { state: Exclude<LeaseState, 'live'> }> {
  const measurements = await sql<LockedMeasurement & { status: string }>`
    select id, status, method, runtime, model_id as "modelId", scopes_left as "scopesLeft",
      within_rounds as "withinRounds", between_rounds as "betweenRounds"
    from measurements where id = (select measurement_id from shards where id = ${shardId}) for update`.execute(
    transaction,
  );
  const [measurement] = measurements.rows;
  if (measurement === undefined) return { state: 'lost' };
  const { rows } = await sql<LeasedShard & { live: boolean }>`
    select id, measurement_id as "measurementId", worker_id as "workerId", first_round as "firstRound",
      round_count as "roundCount", attempts, lease_until >= now() as live
    from shards where id = ${shardId} and state = 'LEASED' and lease = ${lease} for update`.execute(transaction);
  const [shard] = rows;
  if (shard === undefined) return { state: 'lost' };
  if (measurement.status !== 'RUNNING') return { state: 'cancelled' };
  return shard.live ? { state: 'live', shard, measurement } : { state: 'lost' };
}

/** Leases that ran out before `now`, which is this process's clock; leases are on the database's. */
export async function expiredShards(
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
export async function release(transaction: Kysely<Tables>, tickets: Tickets, shard: LeasedShard): Promise<void> {
  await unlease(transaction, shard.id, shard.attempts - 1);
  await tickets.send(transaction, shard.id);
  await notifyChanged(transaction, shard.measurementId);
}

/** A shard waits, with so many attempts behind it. */
async function unlease(transaction: Kysely<Tables>, shardId: string, attempts: number): Promise<void> {
  await sql`update shards set attempts = ${attempts}, ${waitsAgain} where id = ${shardId}`.execute(transaction);
}

/** A shard waits again, or, when it was tried often enough, its measurement FAILED. */
export async function giveBack(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  shard: LeasedShard,
  how: { again: boolean; error: string; delaySeconds: number },
): Promise<void> {
  await unlease(transaction, shard.id, shard.attempts);
  if (!how.again || shard.attempts >= attemptsPerShard) {
    const last = shard.firstRound + shard.roundCount - 1;
    const rounds = last === shard.firstRound ? `round ${last}` : `rounds ${shard.firstRound} to ${last}`;
    await failMeasurement(transaction, shard.measurementId, how.again ? `${rounds}: ${how.error}` : how.error);
    return;
  }
  await tickets.send(transaction, shard.id, how.delaySeconds);
  await notifyChanged(transaction, shard.measurementId);
}
