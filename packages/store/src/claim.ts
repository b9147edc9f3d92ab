import type { ModelFileFormat, PathScope, RuntimeDescription, ShardOrder } from '@passband/engine';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { formatOf, needsMetBy, type RunsFormat, trains } from './needs.ts';
import { doubledRounds, preciseRounds, shardRounds } from './shard-size.ts';
import { goesOn } from './shard-states.ts';
import { continueMeasurement, isInOrder, orderedParameters } from './shards.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

type Worker = Parameters<Store['queue']['claim']>[0];

type Claimed = ShardOrder & { lease: string; attempt: number };

/** Tickets that turn out to be for nothing are passed over, so many at once. */
const MOST_AT_ONCE = 512;

/** Takes the next ticket that suits this worker, and those before it that are for nothing. The queue must be locked. */
export async function claim(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  worker: Worker,
  leaseMs: number,
  runsFormat: RunsFormat,
): Promise<Claimed | null> {
  const given = await givenBefore(transaction, worker, leaseMs);
  if (given !== null) return given;
  const met = needsMetBy(worker.runtimes, runsFormat);
  for (let count = 1; ; count = Math.min(2 * count, MOST_AT_ONCE)) {
    const batch = await tickets.next(transaction, met, count);
    if (batch.length === 0) return null;
    const shard = await firstWaiting(
      transaction,
      batch.map(({ shardId }) => shardId),
    );
    const before = shard === null ? batch.length : batch.findIndex(({ shardId }) => shardId === shard.id) + 1;
    await tickets.take(transaction, batch.slice(0, before));
    if (shard === null) continue;
    const runtime = runtimeFor(shard, worker.runtimes, runsFormat);
    if (runtime !== null) return lease(transaction, tickets, shard, worker, runtime, leaseMs);
    // Its measurement's runtime was fixed after the ticket was sent.
    await tickets.send(transaction, shard.id);
  }
}

/** The shard that this very claim was given already, where its answer was lost: with a whole lease again, and no attempt more. */
async function givenBefore(transaction: Kysely<Tables>, { claim }: Worker, leaseMs: number): Promise<Claimed | null> {
  if (claim === undefined) return null;
  const { rows } = await sql<{ id: string }>`
    select id from shards where state = 'LEASED' and lease = ${claim}::uuid and lease_until >= now()`.execute(
    transaction,
  );
  const [shard] = await shardsToDo(
    transaction,
    rows.map(({ id }) => id),
    'LEASED',
  );
  if (shard?.runtime == null) return null;
  await sql`update shards set lease_until = now() + ${leaseMs} * interval '1 ms' where id = ${shard.id}`.execute(
    transaction,
  );
  return ordered(shard, { runtime: shard.runtime, lease: claim, scopes: shard.scopes });
}

interface ShardToDo {
  id: string;
  number: number;
  firstRound: number;
  roundCount: number;
  /** As it was given out last. */
  scopes: PathScope[] | null;
  attempts: number;
  measurementId: string;
  method: ShardOrder['shard']['method'];
  parameters: string;
  runtimeAsked: string;
  runtime: string | null;
  scopesLeft: PathScope[] | null;
  roundsTotal: number;
  imagesTotal: number;
  /** Of the files that its runtime must be for. */
  format: ModelFileFormat;
  model: ShardOrder['model'];
  dataset: ShardOrder['dataset'];
  training: ShardOrder['training'];
}

/** The first of these shards that waits, its measurement locked; null where none has to be done. */
async function firstWaiting(transaction: Kysely<Tables>, shardIds: readonly string[]): Promise<ShardToDo | null> {
  const [first] = await shardsToDo(transaction, shardIds, 'WAITING');
  return first ?? null;
}

/**
 * The first of these shards that is in this state, its measurement locked; none where none has to be done: cancelled, failed,
 * deleted, done already, precise enough.
 */
async function shardsToDo(
  transaction: Kysely<Tables>,
  shardIds: readonly string[],
  state: 'WAITING' | 'LEASED',
): Promise<ShardToDo[]> {
  const { rows } = await sql<ShardToDo>`
    select s.id, s.number, s.first_round as "firstRound", s.round_count as "roundCount", s.scopes, s.attempts,
      m.id as "measurementId", m.method, m.parameters, m.runtime_asked as "runtimeAsked", m.runtime,
      m.scopes_left as "scopesLeft", m.rounds_total as "roundsTotal", m.images_total as "imagesTotal",
      ${formatOf} as format,
      case when not ${trains} then ${orderedModel('o')} end as model,
      ${orderedDataset('d')} as dataset,
      case when ${trains} then ${orderedTraining} end as training
    from unnest(${shardIds}::uuid[]) with ordinality as asked (id, nth)
    join shards s on s.id = asked.id
    join measurements m on m.id = s.measurement_id
    join models o on o.id = m.model_id
    join datasets d on d.id = m.dataset_id
    where s.state = ${state} and ${goesOn}
    order by asked.nth limit 1 for update of m, s`.execute(transaction);
  return rows;
}

/** A row of models as an OrderedModel. */
function orderedModel(models: string): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${models}.${name}`);
  return sql`jsonb_build_object('sha256', ${column('sha256')}, 'format', ${column('format')}, 'output', ${column('output')},
    'feed', jsonb_build_object(
      'inputMean', ${column('input_mean')}, 'inputStd', ${column('input_std')},
      'inputScale', ${column('input_scale')}, 'inputLayout', ${column('input_layout')}))`;
}

/** A row of datasets as an OrderedDataset. */
const orderedDataset = (datasets: string): RawBuilder<unknown> =>
  sql`jsonb_build_object('canonicalSha256', ${sql.ref(`${datasets}.canonical_sha256`)})`;

/** What the shard before kept, and what is trained on and by beside the dataset. */
const orderedTraining = sql`jsonb_build_object(
  'checkpoint', (select n.checkpoint from noise_fittings n
    where n.measurement_id = m.id and n.first_round < s.first_round and n.checkpoint is not null
    order by n.first_round desc limit 1),
  'validation', (select ${orderedDataset('v')} from datasets v where v.id = m.validation_dataset_id),
  'teacher', (select ${orderedModel('t')} from models t where t.id = m.teacher_model_id))`;

/** The runtime that is fixed, else the one asked for, else for auto the worker's best for the file; null where it isn't there. */
function runtimeFor(shard: ShardToDo, runtimes: readonly RuntimeDescription[], runsFormat: RunsFormat): string | null {
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
  shard: ShardToDo,
  worker: Worker,
  runtime: string,
  leaseMs: number,
): Promise<Claimed> {
  // A shard that was tried before keeps its rounds; the next one begins behind them.
  const roundCount =
    shard.attempts > 0 ? shard.roundCount : await roundsFor(transaction, shard, worker.imagesPerSecond);
  const { rows } = await sql<{ lease: string }>`
    update shards set state = 'LEASED', round_count = ${roundCount}, scopes = ${shard.scopesLeft}::text[],
      attempts = attempts + 1, lease = coalesce(${worker.claim ?? null}::uuid, gen_random_uuid()),
      lease_until = now() + ${leaseMs} * interval '1 ms', worker_id = ${worker.id}, images_done = 0, images_per_second = null
    where id = ${shard.id} returning lease`.execute(transaction);
  const token = rows[0]?.lease;
  if (token === undefined) throw new Error(`shard ${shard.id} was not leased`);
  await sql`update measurements set status = 'RUNNING', runtime = ${runtime}, started_at = coalesce(started_at, now())
    where id = ${shard.measurementId}`.execute(transaction);
  await continueMeasurement(transaction, tickets, {
    id: shard.measurementId,
    method: shard.method,
    roundsTotal: shard.roundsTotal,
  });
  await notifyChanged(transaction, shard.measurementId);
  const leased = { ...shard, roundCount, attempts: shard.attempts + 1 };
  return ordered(leased, { runtime, lease: token, scopes: shard.scopesLeft });
}

/** What a worker is told of the shard that it was given. */
function ordered(
  shard: ShardToDo,
  { runtime, lease, scopes }: { runtime: string; lease: string; scopes: PathScope[] | null },
): Claimed {
  const { id, measurementId, method, firstRound, roundCount, model, dataset, training, attempts } = shard;
  const parameters = orderedParameters(shard.parameters, scopes);
  return {
    ...{ id, measurementId, shard: { method, parameters, firstRound, roundCount } },
    ...{ runtime, model, dataset, training, lease, attempt: attempts },
  };
}

/** Rounds of a shard at its first claim, which nothing lies behind yet; after a retry the rounds that were given stay. */
async function roundsFor(
  transaction: Kysely<Tables>,
  shard: ShardToDo,
  imagesPerSecond: number | null,
): Promise<number> {
  const later =
    await sql`select from shards where measurement_id = ${shard.measurementId} and number > ${shard.number} limit 1`.execute(
      transaction,
    );
  if (later.rows.length > 0 || isInOrder(shard.method)) return shard.roundCount;
  const most = shard.scopesLeft === null ? doubledRounds(shard.number) : preciseRounds(shard.firstRound);
  return shardRounds(most, {
    roundsLeft: shard.roundsTotal - shard.firstRound,
    imagesPerRound: shard.imagesTotal / shard.roundsTotal,
    imagesPerSecond,
    // What precision orders is the same whatever number of workers there is.
    workers: shard.scopesLeft === null ? await workersSharing(transaction) : 1,
  });
}

/** Workers that were seen lately; where these hold more shards than that (several slots each), as many as hold one and this. */
async function workersSharing(transaction: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ workers: number }>`
    select greatest((select count(*) from workers where last_seen_at >= now() - interval '30 s'),
      (select count(*) + 1 from shards where state = 'LEASED' and lease_until >= now())) as workers`.execute(
    transaction,
  );
  return rows[0]?.workers ?? 1;
}
