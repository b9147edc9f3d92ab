import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export const databases = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof databases)[number];

/** An empty PostgreSQL database's URL for each `next`, undefined on PGlite, for the tests of one describe. */
export function useDatabaseUrls(kind: DatabaseKind): { next: () => Promise<string | undefined> } {
  let server: PostgresServer | null = null;
  let missing: string | null = null;

  beforeAll(async () => {
    if (kind === 'PGlite') return;
    try {
      server = await startPostgres();
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
