import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Row } from './archive-reader.ts';
import type { SavedTable } from './saved-tables.ts';

/** Puts rows of texts into a table, each column's texts as one array. */
export async function insertRows(
  transaction: Kysely<Tables>,
  { name, columns }: SavedTable,
  rows: readonly Row[],
): Promise<void> {
  const into = sql.join(columns.map((column) => sql.ref(column.name)));
  const values = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::${sql.raw(column.type)}`));
  const arrays = sql.join(columns.map((_, k) => sql`${rows.map((row) => row[k] ?? null)}::text[]`));
  await sql`insert into ${sql.table(name)} (${into}) overriding system value
    select ${values} from unnest(${arrays}) as given (${into})`.execute(transaction);
}

/** New rows get numbers behind those that are there. */
export async function continueNumbers(transaction: Kysely<Tables>, { name }: SavedTable): Promise<void> {
  const { rows } = await sql<{ column: string }>`
    select attname as "column" from pg_attribute
    where attrelid = ${name}::regclass and attidentity <> ''`.execute(transaction);
  for (const { column } of rows)
    await sql`select setval(pg_get_serial_sequence(${name}, ${column}), max(${sql.ref(column)}))
      from ${sql.table(name)}`.execute(transaction);
}
