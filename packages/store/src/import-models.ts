import type { Kysely } from 'kysely';
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
  await lockKeys(transaction, ['import of models']);
  const named = models.map((model) => ({ ...model, id: newId() }));
  const modelRows = named.map(({ id, name }) => ({
    ...{ id, name },
    format: 'EXTERNAL' as const,
    input_scale: 'UNIT' as const,
  }));
  const inserted = new Set<string>();
  for (const some of partsOf(modelRows)) {
    // One that is registered at this moment is waited for, and then its name is taken.
    const statement = transaction.insertInto('models').values(some);
    const rows = await statement
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .execute();
    for (const { id } of rows) inserted.add(id);
  }
  const fresh = named.filter(({ id }) => inserted.has(id));
  const tagRows = fresh.flatMap(({ id, tags }) =>
    tags.map(({ key, value }, position) => ({ model_id: id, position, key, value })),
  );
  const metricRows = fresh.flatMap(({ id, metrics }) =>
    metrics.map(({ name, value }) => ({ id: newId(), model_id: id, dataset_id: datasetId, name, value })),
  );
  for (const some of partsOf(tagRows)) await transaction.insertInto('model_tags').values(some).execute();
  for (const some of partsOf(metricRows)) await transaction.insertInto('metrics').values(some).execute();
  return { imported: fresh.length, skipped: models.length - fresh.length };
}

function partsOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, k) => rows.slice(k * ROWS, (k + 1) * ROWS));
}
