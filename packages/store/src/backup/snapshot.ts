import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** However a server is set up, values are written as texts that any other reads as the same values. */
const EXACT_TEXTS = {
  extra_float_digits: '1',
  datestyle: 'ISO, YMD',
  timezone: 'UTC',
  bytea_output: 'hex',
  intervalstyle: 'postgres',
};
/** Nor does it end what takes long. */
const UNLIMITED = { statement_timeout: '0', idle_in_transaction_session_timeout: '0', lock_timeout: '0' };

/** Within a transaction, for its time. */
export async function setExactTexts(transaction: Kysely<Tables>): Promise<void> {
  for (const [name, value] of Object.entries({ ...EXACT_TEXTS, ...UNLIMITED }))
    await sql`select set_config(${name}, ${value}, true)`.execute(transaction);
}

/** Runs work that sees the database as it is at one moment, whatever is written meanwhile. */
export async function inSnapshot<T>(
  kysely: Kysely<Tables>,
  work: (snapshot: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return kysely.connection().execute(async (connection) => {
    await sql`begin isolation level repeatable read read only`.execute(connection);
    try {
      await setExactTexts(connection);
      return await work(connection);
    } finally {
      // Where the connection broke, that is what is told.
      await sql`rollback`.execute(connection).catch(() => {});
    }
  });
}
