import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A row as JSON has it: times are text. */
export type JsonRow<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };

/**
 * The rows of a query, in its order, each of the named columns handed over as one JSON value: for thousands of rows PGlite takes
 * longer to parse value by value than to find them, and both databases longer to write the names beside every value. Numbers come
 * as exactly as in rows.
 */
export async function rowsInOne<T extends object>(
  kysely: Kysely<Tables>,
  names: readonly (keyof T & string)[],
  query: RawBuilder<T>,
): Promise<JsonRow<T>[]> {
  const columns = names.map((name) => sql`json_agg(${sql.ref(`q.${name}`)})::text as ${sql.ref(name)}`);
  const { rows } = await sql<Record<string, string | null>>`select ${sql.join(columns)} from (${query}) q`.execute(
    kysely,
  );
  const values = names.map((name): unknown[] => JSON.parse(rows[0]?.[name] ?? '[]'));
  return Array.from({ length: values[0]?.length ?? 0 }, (_, row) => {
    const made: Record<string, unknown> = {};
    for (const [column, name] of names.entries()) made[name] = values[column]?.[row];
    return made as JsonRow<T>;
  });
}
