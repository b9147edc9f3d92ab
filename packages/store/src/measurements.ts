import type { NoiseFittingRecord } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import type { Announcements } from './announcements.ts';
import { notifyChanged } from './changes.ts';
import { failMeasurement } from './fail-measurement.ts';
import { isId } from './ids.ts';
import { lockKeys } from './keys-lock.ts';
import { measurementPage, measurementPagesOfModels } from './measurement-pages.ts';
import { measurementRows } from './measurement-rows.ts';
import { insertMetrics } from './metrics.ts';
import { insertMeasurement } from './new-measurement.ts';
import { insertRecordedEpochs } from './noise-fittings.ts';
import { removed } from './removed.ts';
import type { NewMeasurement } from './requests.ts';
import { isComplete, retryMeasurement } from './retry-measurement.ts';
import type { MeasurementRow } from './rows.ts';
import { addShard } from './shards.ts';
import { stopScopes } from './stop-scopes.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

export function measurements(kysely: Kysely<Tables>, tickets: Tickets, changes: Announcements): Store['measurements'] {
  const byIds = (ids: readonly string[], on: Kysely<Tables> = kysely): Promise<MeasurementRow[]> => {
    const known = ids.filter(isId);
    return known.length === 0
      ? Promise.resolve([])
      : measurementRows(on, sql`where m.id = any(${known}::uuid[]) order by m.created_at, m.id`);
  };
  const one = async (id: string, on: Kysely<Tables>): Promise<MeasurementRow | null> =>
    (await byIds([id], on))[0] ?? null;

  const startOne = async (transaction: Kysely<Tables>, measurement: NewMeasurement) => {
    const id = await insertMeasurement(transaction, measurement);
    if (id === null) {
      const [existing] = await measurementRows(
        transaction,
        sql`where m.idempotency_key = ${measurement.idempotencyKey}`,
      );
      if (existing === undefined) throw new Error(`no measurement has the key ${measurement.idempotencyKey}`);
      return { measurement: existing, created: false };
    }
    const first = { measurementId: id, number: 0, firstRound: 0 };
    await addShard(transaction, tickets, first);
    await notifyChanged(transaction, id);
    const row = await one(id, transaction);
    if (row === null) throw new Error(`measurement ${id} was not stored`);
    return { measurement: row, created: true };
  };

  return {
    start: (measurement) =>
      kysely.transaction().execute(async (transaction) => {
        await lockKeys(transaction, keysOf([measurement]));
        return startOne(transaction, measurement);
      }),
    startAll: (all, check) =>
      kysely.transaction().execute(async (transaction) => {
        await lockKeys(transaction, keysOf(all));
        const rows: MeasurementRow[] = [];
        for (const [k, measurement] of all.entries()) {
          const started = await startOne(transaction, measurement);
          check(started.measurement, k);
          rows.push(started.measurement);
        }
        return rows;
      }),
    record: (measurement, records, metrics) =>
      kysely.transaction().execute(async (transaction) => {
        await lockKeys(transaction, keysOf([measurement]));
        const id = await insertRecorded(transaction, measurement, records);
        const row = await one(id, transaction);
        if (row === null) throw new Error(`measurement ${id} was not stored`);
        await insertMetrics(
          transaction,
          { measurementId: id, modelId: row.modelId, datasetId: row.datasetId },
          metrics,
        );
        await notifyChanged(transaction, id);
        return row;
      }),
    byIds: (ids) => byIds(ids),
    page: (asked) => measurementPage(kysely, asked),
    pagesOfModels: (modelIds, asked) => measurementPagesOfModels(kysely, modelIds, asked),
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
    remove: (id) => removed(kysely, 'measurements', id),
    async undecided() {
      const { rows } = await sql<Pick<MeasurementRow, 'id' | 'roundsDone'>>`
        select id, rounds_done as "roundsDone" from measurements where status = 'RUNNING' and scopes_left <> '{}'
        order by created_at, id`.execute(kysely);
      return rows;
    },
    async stopScopes(id, stops, imagesExpected) {
      if (!isId(id)) return;
      await kysely.transaction().execute((transaction) => stopScopes(transaction, id, stops, imagesExpected));
    },
    complete: () =>
      measurementRows(kysely, sql`where m.status = 'RUNNING' and ${isComplete} order by m.created_at, m.id`),
    async succeed(id, metrics, warnings) {
      if (!isId(id)) return false;
      return kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ model_id: string; dataset_id: string }>`
          update measurements set status = 'SUCCEEDED', finished_at = now(), warnings = warnings || ${warnings}::text[]
          where id = ${id} and status = 'RUNNING' returning model_id, dataset_id`.execute(transaction);
        const row = rows[0];
        if (row === undefined) return false;
        const of = { measurementId: id, modelId: row.model_id, datasetId: row.dataset_id };
        await insertMetrics(transaction, of, metrics);
        await notifyChanged(transaction, id);
        return true;
      });
    },
    async fail(id, error) {
      if (!isId(id)) return false;
      return kysely.transaction().execute((transaction) => failMeasurement(transaction, id, error));
    },
    onChange: (listener) => changes.on(listener),
  };
}

/** What must be unique of measurements: their keys, and the names of models that are made for them. */
const keysOf = (all: readonly NewMeasurement[]): (string | null)[] =>
  all.flatMap(({ idempotencyKey, training }) => [
    idempotencyKey === null ? null : `key ${idempotencyKey}`,
    training?.trainedModel ? `model ${training.trainedModel.name}` : null,
  ]);

/** A measurement whose results are there already. */
async function insertRecorded(
  transaction: Kysely<Tables>,
  measurement: NewMeasurement,
  records: readonly { firstRound: number; record: NoiseFittingRecord }[],
): Promise<string> {
  const id = await insertMeasurement(transaction, measurement);
  if (id === null) throw new Error('a recorded measurement has no key');
  await sql`update measurements set status = 'SUCCEEDED', finished_at = now(), rounds_done = rounds_total
    where id = ${id}`.execute(transaction);
  await insertRecordedEpochs(transaction, id, records);
  return id;
}
