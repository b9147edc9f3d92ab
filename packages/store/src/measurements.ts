import { createHash } from 'node:crypto';
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Changes, notifyChanged } from './changes.ts';
import { decodeCursor, encodeCursor, isIdKey, isTime } from './cursors.ts';
import { isId, newId } from './ids.ts';
import { measurementRows } from './measurement-rows.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';
import type { MeasurementFilter, MeasurementRow, MetricValue, NewMeasurement, Store } from './types.ts';

export function measurements(kysely: Kysely<Tables>, tickets: Tickets, changes: Changes): Store['measurements'] {
  const byIds = (ids: readonly string[], on: Kysely<Tables> = kysely): Promise<MeasurementRow[]> => {
    const known = ids.filter(isId);
    return known.length === 0
      ? Promise.resolve([])
      : measurementRows(on, sql`where m.id = any(${known}::uuid[]) order by m.created_at, m.id`);
  };
  const one = async (id: string, on: Kysely<Tables>): Promise<MeasurementRow | null> =>
    (await byIds([id], on))[0] ?? null;

  return {
    async start(measurement) {
      return kysely.transaction().execute(async (transaction) => {
        const id = await insertMeasurement(transaction, measurement);
        if (id === null) {
          const [existing] = await measurementRows(
            transaction,
            sql`where m.idempotency_key = ${measurement.idempotencyKey}`,
          );
          if (existing === undefined) throw new Error(`no measurement has the key ${measurement.idempotencyKey}`);
          return { measurement: existing, created: false };
        }
        await addShard(transaction, tickets, {
          measurementId: id,
          number: 0,
          firstRound: 0,
          priority: measurement.priority,
        });
        await notifyChanged(transaction, id);
        const row = await one(id, transaction);
        if (row === null) throw new Error(`measurement ${id} was not stored`);
        return { measurement: row, created: true };
      });
    },
    byIds: (ids) => byIds(ids),
    async page({ first, after, filter = {} }) {
      const matches = measurementMatches(filter);
      const start = after === undefined ? sql`true` : olderThan(after);
      const rows = await measurementRows(
        kysely,
        sql`where ${matches} and ${start} order by m.created_at desc, m.id desc limit ${first + 1}`,
      );
      const count = await sql<{ count: number }>`select count(*) as count from measurements m where ${matches}`.execute(
        kysely,
      );
      const edges = rows
        .slice(0, first)
        .map((node) => ({ cursor: encodeCursor([node.createdAt.toISOString(), node.id]), node }));
      return { edges, hasNextPage: rows.length > first, totalCount: count.rows[0]?.count ?? 0 };
    },
    async cancel(id) {
      if (!isId(id)) return null;
      return kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql`update measurements set status = 'CANCELLED', finished_at = now()
          where id = ${id} and status in ('QUEUED', 'RUNNING') returning id`.execute(transaction);
        if (rows.length > 0) await notifyChanged(transaction, id);
        return one(id, transaction);
      });
    },
    async retry(id) {
      if (!isId(id)) return null;
      return kysely.transaction().execute(async (transaction) => {
        await retryMeasurement(transaction, tickets, id);
        return one(id, transaction);
      });
    },
    complete: () =>
      measurementRows(
        kysely,
        sql`where m.status = 'RUNNING' and m.rounds_done >= m.rounds_total order by m.created_at, m.id`,
      ),
    async succeed(id, metrics, warnings) {
      if (!isId(id)) return;
      await kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ model_id: string; dataset_id: string }>`
          update measurements set status = 'SUCCEEDED', finished_at = now(), warnings = warnings || ${warnings}::text[]
          where id = ${id} and status = 'RUNNING' returning model_id, dataset_id`.execute(transaction);
        const row = rows[0];
        if (row === undefined) return;
        await insertMetrics(
          transaction,
          { measurementId: id, modelId: row.model_id, datasetId: row.dataset_id },
          metrics,
        );
        await notifyChanged(transaction, id);
      });
    },
    async fail(id, error) {
      if (!isId(id)) return;
      await kysely.transaction().execute((transaction) => failMeasurement(transaction, id, error));
    },
    onChange: (listener) => changes.onChange(listener),
  };
}

/** QUEUED or RUNNING becomes FAILED with a reason; others are left as they are. */
export async function failMeasurement(transaction: Kysely<Tables>, id: string, error: string): Promise<void> {
  const { rows } = await sql`update measurements set status = 'FAILED', finished_at = now(), error = ${error}
    where id = ${id} and status in ('QUEUED', 'RUNNING') returning id`.execute(transaction);
  if (rows.length > 0) await notifyChanged(transaction, id);
}

/** A shard's row, one round long until it is claimed, and its ticket. */
export async function addShard(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  shard: { measurementId: string; number: number; firstRound: number; priority: number },
): Promise<void> {
  const id = newId();
  await sql`insert into shards (id, measurement_id, number, first_round, round_count)
    values (${id}, ${shard.measurementId}, ${shard.number}, ${shard.firstRound}, 1)`.execute(transaction);
  await tickets.send(transaction, id, shard.priority);
}

/** The new row's id, or null where its key exists. The sha256 of files are those of this moment. */
async function insertMeasurement(transaction: Kysely<Tables>, row: NewMeasurement): Promise<string | null> {
  const parametersSha256 = createHash('sha256').update(row.parameters, 'utf8').digest('hex');
  const model = await transaction
    .selectFrom('models')
    .select(['name', 'sha256', 'size_bytes'])
    .where('id', '=', row.modelId)
    .executeTakeFirst();
  const dataset = await transaction
    .selectFrom('datasets')
    .select(['name', 'sha256', 'canonical_sha256', 'image_shape'])
    .where('id', '=', row.datasetId)
    .executeTakeFirst();
  if (model === undefined) throw new Error(`a measurement needs a model that is registered; got ${row.modelId}`);
  if (dataset === undefined) throw new Error(`a measurement needs a dataset that is registered; got ${row.datasetId}`);
  if (model.sha256 === null) throw new Error(`a measured model needs a file; "${model.name}" has none`);
  if (dataset.sha256 === null || dataset.canonical_sha256 === null || dataset.image_shape === null) {
    throw new Error(`a measured dataset needs images; "${dataset.name}" has none`);
  }
  const inserted = await transaction
    .insertInto('measurements')
    .values({
      id: newId(),
      method: row.method,
      model_id: row.modelId,
      dataset_id: row.datasetId,
      seed: row.seed,
      parameters: row.parameters,
      parameters_sha256: parametersSha256,
      runtime_asked: row.runtimeAsked,
      passband_version: row.passbandVersion,
      model_sha256: model.sha256,
      dataset_sha256: dataset.sha256,
      priority: row.priority,
      idempotency_key: row.idempotencyKey,
      created_by: row.createdBy,
      warnings: row.warnings,
      rounds_total: row.roundsTotal,
      images_total: row.imagesTotal,
    })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

/** FAILED or CANCELLED goes on with what is missing; the runtime stays fixed where a round was done on it. */
async function retryMeasurement(transaction: Kysely<Tables>, tickets: Tickets, id: string): Promise<void> {
  const { rows } = await sql<{ priority: number; rounds_total: number; rounds_done: number }>`
    update measurements set
      status = case when rounds_done >= rounds_total then 'RUNNING' else 'QUEUED' end,
      started_at = case when rounds_done >= rounds_total then started_at end,
      runtime = case when rounds_done > 0 then runtime end,
      device = case when rounds_done > 0 then device end,
      finished_at = null, error = null
    where id = ${id} and status in ('FAILED', 'CANCELLED')
    returning priority, rounds_total, rounds_done`.execute(transaction);
  const row = rows[0];
  if (row === undefined) return;
  const shards = await sql<{ id: string }>`
    update shards set state = 'WAITING', attempts = 0, lease = null, lease_until = null, worker_id = null,
      images_done = 0, images_per_second = null
    where measurement_id = ${id} and state <> 'DONE' returning id, number`.execute(transaction);
  for (const shard of shards.rows) await tickets.send(transaction, shard.id, row.priority);
  await continueMeasurement(transaction, tickets, { id, priority: row.priority, roundsTotal: row.rounds_total });
  await notifyChanged(transaction, id);
}

/** Makes the next shard where the last one no longer waits and rounds are left. */
export async function continueMeasurement(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  measurement: { id: string; priority: number; roundsTotal: number },
): Promise<void> {
  const { rows } = await sql<{ number: number; next: number; claimed: boolean }>`
    select number, first_round + round_count as next, attempts > 0 or state <> 'WAITING' as claimed from shards
    where measurement_id = ${measurement.id} order by number desc limit 1`.execute(transaction);
  const last = rows[0];
  if (last === undefined || !last.claimed || last.next >= measurement.roundsTotal) return;
  await addShard(transaction, tickets, {
    measurementId: measurement.id,
    number: last.number + 1,
    firstRound: last.next,
    priority: measurement.priority,
  });
}

async function insertMetrics(
  transaction: Kysely<Tables>,
  of: { measurementId: string; modelId: string; datasetId: string },
  metrics: readonly MetricValue[],
): Promise<void> {
  if (metrics.length === 0) return;
  await transaction
    .insertInto('metrics')
    .values(
      metrics.map((metric) => ({
        id: newId(),
        model_id: of.modelId,
        dataset_id: of.datasetId,
        measurement_id: of.measurementId,
        name: metric.name,
        value: metric.value,
        standard_error: metric.standardError,
        lower: metric.lower,
        upper: metric.upper,
      })),
    )
    .execute();
}

function olderThan(cursor: string): RawBuilder<unknown> {
  const [time, id] = decodeCursor(cursor, [isTime, isIdKey]);
  return sql`(m.created_at, m.id) < (${time}::timestamptz, ${id}::uuid)`;
}

function measurementMatches(filter: MeasurementFilter): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (filter.model !== undefined) all.push(isId(filter.model) ? sql`m.model_id = ${filter.model}` : sql`false`);
  if (filter.dataset !== undefined) all.push(isId(filter.dataset) ? sql`m.dataset_id = ${filter.dataset}` : sql`false`);
  if (filter.method !== undefined) all.push(sql`m.method = ${filter.method}`);
  if (filter.statuses !== undefined) all.push(sql`m.status = any(${filter.statuses}::text[])`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}
