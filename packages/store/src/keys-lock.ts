import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Any number, the same for all servers on a database. */
const space = 7_277_225;

/**
 * Taken first by what makes rows of names or keys that must be unique: who comes with the same ones, on whichever server,
 * waits and then finds what was made. In one order, so that no two wait for each other.
 */
export async function lockKeys(transaction: Kysely<Tables>, keys: readonly (string | null)[]): Promise<void> {
  const known = keys.filter((key) => key !== null);
  if (known.length === 0) return;
  await sql`select pg_advisory_xact_lock(${space}::int, hash)
    from (select distinct hashtext(key) as hash from unnest(${known}::text[]) key order by hash) hashes`.execute(
    transaction,
  );
}
