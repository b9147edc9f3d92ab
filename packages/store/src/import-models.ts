import { type Kysely, sql } from 'kysely';
import { newId } from './ids.ts';
import { lockKeys } from './keys-lock.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

type Imported = Parameters<Store['models']['importAll']>[0];
/** Rows of one statement: PostgreSQL takes 65,535 values in one. */
const ROWS = 2_000;

/** See Store.models.importAll. */
export async function importModels(
  transaction: Kysely<Tables>,
  models: Imported,
  datasetId: string,
): Promise<{ imported: number; skipped: number }> {
  await lockKeys(transaction, [`models on ${datasetId}`]);
  const names = models.map(({ name }) => name);
  const { rows } = await sql<{ name: string }>`select name from models where name = any(${names}::text[])`.execute(
    transaction,
  );
  const taken = new Set(rows.map(({ name }) => name));
  const fresh = models.filter(({ name }) => !taken.has(name)).map((model) => ({ ...model, id: newId() }));
  const modelRows = fresh.map(({ id, name }) => ({
    id,
    name,
    format: 'EXTERNAL' as const,
    input_scale: 'UNIT' as const,
  }));
  const tagRows = fresh.flatMap(({ id, tags }) =>
    tags.map(({ key, value }, position) => ({ model_id: id, position, key, value })),
  );
  const metricRows = fresh.flatMap(({ id, metrics }) =>
    metrics.map(({ name, value }) => ({ id: newId(), model_id: id, dataset_id: datasetId, name, value })),
  );
  for (const some of partsOf(modelRows)) await transaction.insertInto('models').values(some).execute();
  for (const some of partsOf(tagRows)) await transaction.insertInto('model_tags').values(some).execute();
  for (const some of partsOf(metricRows)) await transaction.insertInto('metrics').values(some).execute();
  return { imported: fresh.length, skipped: models.length - fresh.length };
}

function partsOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, k) => rows.slice(k * ROWS, (k + 1) * ROWS));
}
