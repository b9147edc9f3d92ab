import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** An opened database, PGlite or PostgreSQL: what the two do differently. Everything else is one SQL. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  /** In words. */
  readonly description: string;
  /** Payloads of NOTIFY on a channel, of all connections to this database. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<void>;
  /** Waits for the queries that run. */
  close(): Promise<void>;
}
