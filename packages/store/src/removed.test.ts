import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { useStore } from './testing/databases.ts';
import { newDataset, newModel, startOne } from './testing/rows.ts';

// Several connections: the embedded database has one, on which everything goes alone.
describe('what is deleted on PostgreSQL', () => {
  const test = useStore('PostgreSQL');

  it('waits for whoever holds one of its measurements and writes of the model, and neither is broken off', async () => {
    const model = await test.store.models.insert(newModel());
    const dataset = await test.store.datasets.insert(newDataset());
    const { id } = await startOne(test.store, {}, { model, dataset });
    const { kysely } = test.database;
    let removal = Promise.resolve(false);
    await kysely.transaction().execute(async (transaction) => {
      await sql`select from measurements where id = ${id} for update`.execute(transaction);
      removal = test.store.models.remove(model.id);
      await expect
        .poll(async () => (await sql`select from pg_locks where not granted`.execute(transaction)).rows.length)
        .toBeGreaterThan(0);
      await sql`insert into metrics (id, model_id, name, value) values (gen_random_uuid(), ${model.id}, 'a', 1)`.execute(
        transaction,
      );
    });
    expect(await removal).toBe(true);
    expect(await test.store.measurements.byIds([id])).toEqual([]);
  });
});
