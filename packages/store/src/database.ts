import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** An opened database, PGlite or PostgreSQL: what the two do differently. Everything else is one SQL. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  /** The same, for what may take as long as it takes: changes of tables, and waiting for them. */
  readonly patient: Kysely<Tables>;
  /** In words. */
  readonly description: string;
  /** Whether several servers may work on it: what one of them needs of another must then be in it. */
  readonly isShared: boolean;
  /** Of the pool, and how many wait for one; null where there is one connection in this process. */
  connections(): { open: number; idle: number; waiting: number } | null;
  /** Payloads of NOTIFY on a channel, of all connections to this database; `missed` when some may not have come. */
  listen(channel: string, heard: (payload: string) => void, missed: () => void): Promise<void>;
  /** Waits for the queries that run. */
  close(): Promise<void>;
}
