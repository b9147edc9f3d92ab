import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type {} from './postgres.setup.ts';
import { createDatabase, type PostgresServer, startPostgres } from './postgres-server.ts';

export const databases = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof databases)[number];

/** An empty PostgreSQL database's URL for each `next`, undefined on PGlite, for the tests of one describe. */
export function useDatabaseUrls(kind: DatabaseKind): { next: () => Promise<string | undefined> } {
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

  return { next: async () => server?.createDatabase() };
}

/** The one of all files where the run has one, else one of our own. */
async function serverOfTests(): Promise<Pick<PostgresServer, 'createDatabase' | 'stop'>> {
  // Vitest types what a run may provide as if it always did.
  const url: string | null | undefined = inject('postgres');
  if (url === undefined) return startPostgres();
  if (url === null) throw new Error('PostgreSQL did not start');
  return { createDatabase: () => createDatabase(url), stop: async () => {} };
}
