import { afterAll, beforeAll, beforeEach, inject, type ProvidedContext } from 'vitest';
import type {} from './postgres.setup.ts';
import { createDatabase, type PostgresServer, startPostgres } from './postgres-server.ts';

export const databases = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof databases)[number];

interface DatabaseUrls {
  /** Of an empty database. */
  next: () => Promise<string | undefined>;
  /** Of one that has its tables, where a run has one to copy, and else of an empty one. */
  nextWithTables: () => Promise<string | undefined>;
}

/** A PostgreSQL database's URL each time, undefined on PGlite, for the tests of one describe. */
export function useDatabaseUrls(kind: DatabaseKind): DatabaseUrls {
  let server: Awaited<ReturnType<typeof serverOfTests>> | null = null;
  let missing: string | null = null;

  beforeAll(async () => {
    if (kind === 'PGlite') return;
    try {
      server = await serverOfTests();
    } catch (error) {
      missing = String(error);
      console.warn(`tests on PostgreSQL are skipped: ${missing}`);
    }
  });
  beforeEach((context) => {
    if (missing !== null) context.skip(missing);
  });
  afterAll(async () => {
    await server?.stop();
  });

  return {
    next: async () => server?.createDatabase(),
    nextWithTables: async () => (server?.createDatabaseWithTables ?? server?.createDatabase)?.(),
  };
}

/** The one of all files where the run has one, else one of our own. */
async function serverOfTests(): Promise<
  Pick<PostgresServer, 'createDatabase' | 'stop'> & { createDatabaseWithTables?: () => Promise<string> }
> {
  // Vitest types what a run may provide as if it always did.
  const postgres: ProvidedContext['postgres'] | undefined = inject('postgres');
  if (postgres === undefined) return startPostgres();
  if (postgres === null) throw new Error('PostgreSQL did not start');
  const { url, migrated } = postgres;
  return {
    createDatabase: () => createDatabase(url),
    createDatabaseWithTables: () => createDatabase(url, migrated),
    stop: async () => {},
  };
}
