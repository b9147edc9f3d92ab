import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { DatabaseUnreachable } from './errors.ts';
import { Listener, type ListenerTimes } from './postgres-listener.ts';
import { watchedPool } from './postgres-pool.ts';
import { connectionOf, placeOf, reasonOf, UrlRefused } from './postgres-url.ts';
import type { Tables } from './tables.ts';
import { type OnStatement, toldOf } from './told-of.ts';

export interface PostgresOptions {
  log?: (message: string) => void;
  onStatement?: OnStatement | undefined;
  /** Shorter in tests. */
  times?: Partial<ListenerTimes & { statementMs: number; heldMs: number }>;
}

/** A statement that takes longer is given up with its connection: a line that was cut silently would be waited for. */
const STATEMENT_MS = 120_000;
/** Of a transaction between its statements. */
const HELD_MS = 60_000;
const CONNECT_MS = 10_000;

/** Connects to a PostgreSQL server. Throws DatabaseUnreachable. */
export async function openPostgres(
  url: string,
  { log = () => {}, onStatement, times = {} }: PostgresOptions = {},
): Promise<Database> {
  const { statementMs = STATEMENT_MS, heldMs = HELD_MS, everyMs = 15_000, answerMs = 10_000 } = times;
  const connection: pg.ClientConfig = {
    ...settingsOf(url),
    ...{ connectionTimeoutMillis: CONNECT_MS, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  };
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const poolOf = (config: pg.PoolConfig) => watchedPool({ ...connection, types, ...config }, heldMs, log);
  const kyselyOf = (pool: PostgresPool): Kysely<Tables> =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...toldOf(onStatement) });
  const pool = poolOf({ max: 10, query_timeout: statementMs });
  const kysely = kyselyOf(pool);
  const patient = kyselyOf(poolOf({ max: 1, idleTimeoutMillis: 1_000 }));
  const version = await sql<{ server_version: string }>`show server_version`.execute(kysely).catch(async (error) => {
    await kysely.destroy();
    const { cause = error } = error instanceof Error ? error : {};
    throw new DatabaseUnreachable(placeOf(url), reasonOf(cause), { cause: error });
  });
  const listener = new Listener(connection, log, { everyMs, answerMs });
  return {
    kysely,
    patient,
    description: `PostgreSQL ${version.rows[0]?.server_version.split(' ')[0]}`,
    isShared: true,
    listen: (name, heard, missed) => listener.listen(name, { heard, missed }),
    connections: pool.connections,
    async close() {
      await listener.close();
      await kysely.destroy();
      await patient.destroy();
    },
  };
}

function settingsOf(url: string): ReturnType<typeof connectionOf> {
  try {
    return connectionOf(url);
  } catch (error) {
    if (error instanceof UrlRefused) throw new DatabaseUnreachable(placeOf(url), error.message, { cause: error });
    throw error;
  }
}
