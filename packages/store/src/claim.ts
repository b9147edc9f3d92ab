import type { ModelFileFormat, PathScope, RuntimeDescription, ShardOrder } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { doubledRounds, preciseRounds, shardRounds } from './shard-size.ts';
import { continueMeasurement, orderedParameters } from './shards.ts';
import type { Tables } from './tables.ts';
import type { Ticket, Tickets } from './tickets.ts';
import type { Store } from './types.ts';

type Worker = Parameters<Store['queue']['claim']>[0];
type RunsFormat = Parameters<Store['queue']['claim']>[2];

/** Goes through the tickets in order until one suits this worker; those that don't stay for others. */
export async function claim(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  worker: Worker,
  leaseMs: number,
  runsFormat: RunsFormat,
): Promise<(ShardOrder & { lease: string }) | null> {
  const unsuited: Ticket[] = [];
  let claimed: (ShardOrder & { lease: string }) | null = null;
  for (let count = 1; claimed === null; count = Math.min(2 * count, 64)) {
    const batch = await tickets.next(transaction, count);
    if (batch.length === 0) break;
    for (const ticket of batch) {
      const waiting = claimed === null ? await waitingShard(transaction, ticket.shardId) : null;
      const runtime = waiting === null ? null : runtimeFor(waiting, worker.runtimes, runsFormat);
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
  scopesLeft: PathScope[] | null;
  roundsTotal: number;
  imagesTotal: number;
  model: ShardOrder['model'] & { format: ModelFileFormat };
  dataset: ShardOrder['dataset'];
}

/** What a ticket is for, its measurement locked; null where it needn't be done: cancelled, failed, deleted, done already, precise enough. */
async function waitingShard(transaction: Kysely<Tables>, shardId: string): Promise<WaitingShard | null> {
  const { rows } = await sql<WaitingShard>`
    select s.id, s.number, s.first_round as "firstRound", s.round_count as "roundCount", s.attempts,
      m.id as "measurementId", m.method, m.parameters, m.runtime_asked as "runtimeAsked", m.runtime, m.priority,
      m.scopes_left as "scopesLeft", m.rounds_total as "roundsTotal", m.images_total as "imagesTotal",
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
      and (m.scopes_left is null or m.scopes_left <> '{}')
    for update of m, s`.execute(transaction);
  return rows[0] ?? null;
}

/** The runtime that is fixed, else the one asked for, else for auto the worker's best for the file; null where it isn't there. */
function runtimeFor(
  shard: WaitingShard,
  runtimes: readonly RuntimeDescription[],
  runsFormat: RunsFormat,
): string | null {
  const available = runtimes
    .filter((runtime) => runtime.available && runsFormat(runtime.name, shard.model.format))
    .map((runtime) => runtime.name);
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
    update shards set state = 'LEASED', round_count = ${roundCount}, scopes = ${shard.scopesLeft}::text[],
      attempts = attempts + 1, lease = gen_random_uuid(),
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
    shard: {
      method: shard.method,
      parameters: orderedParameters(shard.parameters, shard.scopesLeft),
      firstRound: shard.firstRound,
      roundCount,
    },
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
    shard.scopesLeft === null ? doubledRounds(shard.number) : preciseRounds(shard.firstRound),
    shard.roundsTotal - shard.firstRound,
    shard.imagesTotal / shard.roundsTotal,
    imagesPerSecond,
  );
}
