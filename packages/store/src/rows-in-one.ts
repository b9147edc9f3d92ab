import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A row as JSON has it: times are text. */
export type JsonRow<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] };

/**
 * The rows of a query, handed over as one JSON value: for thousands of them PGlite takes longer to parse value by value than
 * to find them. Numbers come as exactly as in rows.
 */
export async function rowsInOne<T>(kysely: Kysely<Tables>, query: RawBuilder<T>): Promise<JsonRow<T>[]> {
  const { rows } = await sql<{ all: string }>`
    select coalesce(json_agg(q), '[]')::text as all from (${query}) q`.execute(kysely);
  return JSON.parse(rows[0]?.all ?? '[]');
}
