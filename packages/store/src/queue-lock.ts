import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Any number, the same for all servers on a database. */
const key = 7_277_224;

/**
 * Taken first by what goes through several measurements' shards or tickets (claims, sweeps, retries), so that these go one
 * at a time: the order of claims is strict, and no two of them wait for each other's rows.
 */
export async function lockQueue(transaction: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${key}::bigint)`.execute(transaction);
}
