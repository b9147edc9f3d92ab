import { type Kysely, sql } from 'kysely';
import { isId } from './ids.ts';
import type { Tables } from './tables.ts';

/** Deletes a row with all that hangs on it; false where there is none. */
export async function removed(
  kysely: Kysely<Tables>,
  table: 'models' | 'datasets' | 'measurements',
  id: string,
): Promise<boolean> {
  if (!isId(id)) return false;
  const { rows } = await sql`delete from ${sql.table(table)} where id = ${id} returning id`.execute(kysely);
  return rows.length > 0;
}
