import type { ModelFileFormat, PathScope, RuntimeDescription, ShardOrder } from '@passband/engine';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { doubledRounds, preciseRounds, shardRounds } from './shard-size.ts';
import { continueMeasurement, isInOrder, orderedParameters } from './shards.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { Ticket, Tickets } from './tickets.ts';

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
  /** Of the files that its runtime must be for. */
  format: ModelFileFormat;
  model: ShardOrder['model'];
  dataset: ShardOrder['dataset'];
  training: ShardOrder['training'];
}

/** What a ticket is for, its measurement locked; null where it needn't be done: cancelled, failed, deleted, done already, precise enough. */
async function waitingShard(transaction: Kysely<Tables>, shardId: string): Promise<WaitingShard | null> {
  const { rows } = await sql<WaitingShard>`
    select s.id, s.number, s.first_round as "firstRound", s.round_count as "roundCount", s.attempts,
      m.id as "measurementId", m.method, m.parameters, m.runtime_asked as "runtimeAsked", m.runtime, m.priority,
      m.scopes_left as "scopesLeft", m.rounds_total as "roundsTotal", m.images_total as "imagesTotal",
      case when ${trains} then ${TRAINED_FORMAT} else o.format end as format,
      case when not ${trains} then ${modelOrder('o')} end as model,
      ${datasetOrder('d')} as dataset,
      case when ${trains} then ${trainingOrder} end as training
    from shards s
    join measurements m on m.id = s.measurement_id
    join models o on o.id = m.model_id
    join datasets d on d.id = m.dataset_id
    where s.id = ${shardId} and s.state = 'WAITING' and m.status in ('QUEUED', 'RUNNING')
      and (m.scopes_left is null or m.scopes_left <> '{}')
    for update of m, s`.execute(transaction);
  return rows[0] ?? null;
}

/** Networks are trained by the runtimes of TF.js layers models, which is what they become. */
const TRAINED_FORMAT = 'TFJS_LAYERS' satisfies ModelFileFormat;
const trains = sql`(m.method = 'NOISE_FITTING')`;

/** A row of models as a ModelOrder. */
function modelOrder(models: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${models}.${name}`);
  return sql`jsonb_build_object('name', ${column('name')}, 'sha256', ${column('sha256')}, 'sizeBytes', ${column('size_bytes')},
    'format', ${column('format')}, 'output', ${column('output')}, 'feed', jsonb_build_object(
      'inputMean', ${column('input_mean')}, 'inputStd', ${column('input_std')},
      'inputScale', ${column('input_scale')}, 'inputLayout', ${column('input_layout')}))`;
}

/** A row of datasets as a DatasetOrder. */
function datasetOrder(datasets: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${datasets}.${name}`);
  return sql`jsonb_build_object('name', ${column('name')}, 'sha256', ${column('canonical_sha256')},
    'sizeBytes', ${column('canonical_size_bytes')}, 'imageShape', ${column('image_shape')})`;
}

/** What the shard before kept, and what is trained on and by beside the dataset. */
const trainingOrder = sql`jsonb_build_object(
  'checkpoint', (select jsonb_build_object('sha256', b.sha256, 'sizeBytes', b.size_bytes)
    from noise_fittings n join blobs b on b.sha256 = n.checkpoint
    where n.measurement_id = m.id and n.first_round < s.first_round order by n.first_round desc limit 1),
  'validation', (select ${datasetOrder('v')} from datasets v where v.id = m.validation_dataset_id),
  'teacher', (select ${modelOrder('t')} from models t where t.id = m.teacher_model_id))`;

/** The runtime that is fixed, else the one asked for, else for auto the worker's best for the file; null where it isn't there. */
function runtimeFor(
  shard: WaitingShard,
  runtimes: readonly RuntimeDescription[],
  runsFormat: RunsFormat,
): string | null {
  const available = runtimes
    .filter((runtime) => runtime.available && runsFormat(runtime.name, shard.format))
    .map((runtime) => runtime.name);
  // Whoever trains with a teacher must be able to ask it.
  const teacher = shard.training?.teacher?.format;
  if (teacher !== undefined && !runtimes.some(({ name, available: is }) => is && runsFormat(name, teacher)))
    return null;
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
    method: shard.method,
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
    training: shard.training,
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
  if (later.rows.length > 0 || isInOrder(shard.method)) return shard.roundCount;
  return shardRounds(
    shard.scopesLeft === null ? doubledRounds(shard.number) : preciseRounds(shard.firstRound),
    shard.roundsTotal - shard.firstRound,
    shard.imagesTotal / shard.roundsTotal,
    imagesPerSecond,
  );
}
