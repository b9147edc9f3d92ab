import { type Kysely, sql } from 'kysely';
import { failMeasurement } from './fail-measurement.ts';
import { isId } from './ids.ts';
import type { Tables } from './tables.ts';

/**
 * Deletes a row with all that hangs on it: models that were made for networks which were not trained to the end go with
 * their training, and trainings that go on and need what is deleted have FAILED. False where there is no such row.
 */
export async function removed(
  kysely: Kysely<Tables>,
  table: 'models' | 'datasets' | 'measurements',
  id: string,
): Promise<boolean> {
  if (!isId(id)) return false;
  return kysely.transaction().execute(async (transaction) => {
    await lockMeasurements(transaction, table, id);
    const untrained = await untrainedModels(transaction, table, id);
    if (table === 'models') await failThoseThatNeed(transaction, 'teacher_model_id', id, 'its teacher was deleted');
    if (table === 'datasets')
      await failThoseThatNeed(transaction, 'validation_dataset_id', id, 'its validation dataset was deleted');
    const { rows } = await sql`delete from ${sql.table(table)} where id = ${id} returning id`.execute(transaction);
    if (untrained.length > 0) await sql`delete from models where id = any(${untrained}::uuid[])`.execute(transaction);
    return rows.length > 0;
  });
}

const measurementsOf = {
  models: sql.ref('model_id'),
  datasets: sql.ref('dataset_id'),
  measurements: sql.ref('id'),
};

/** Measurements are locked first, as everywhere: whoever holds one may write of its model, which must not be held by then. */
async function lockMeasurements(
  transaction: Kysely<Tables>,
  table: keyof typeof measurementsOf,
  id: string,
): Promise<void> {
  await sql`select from measurements where ${measurementsOf[table]} = ${id} order by id for update`.execute(
    transaction,
  );
}

/** Models without a file that were made for trainings which go with a measurement or dataset. */
async function untrainedModels(transaction: Kysely<Tables>, table: string, id: string): Promise<string[]> {
  if (table === 'models') return [];
  const gone = table === 'datasets' ? sql`m.dataset_id = ${id}` : sql`m.id = ${id}`;
  const { rows } = await sql<{ id: string }>`
    select o.id from measurements m join models o on o.id = m.trained_model_id
    where ${gone} and o.sha256 is null`.execute(transaction);
  return rows.map((row) => row.id);
}

async function failThoseThatNeed(
  transaction: Kysely<Tables>,
  column: 'teacher_model_id' | 'validation_dataset_id',
  id: string,
  error: string,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from measurements where ${sql.ref(column)} = ${id} and status in ('QUEUED', 'RUNNING')`.execute(
    transaction,
  );
  for (const row of rows) await failMeasurement(transaction, row.id, error);
}
