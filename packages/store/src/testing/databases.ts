import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach } from 'vitest';
import type { Database } from '../database.ts';
import { lockFolder } from '../folder-lock.ts';
import { storeOn } from '../open-store.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';
import type { Store } from '../store.ts';
import { type DatabaseKind, databases, useDatabaseUrls } from './database-urls.ts';
import { keptPglite } from './kept-pglite.ts';
import { copyFreshPglite, copyMigratedPglite } from './pglite-template.ts';

export { type DatabaseKind, databases };

/** A database of a kind, of its own for each `open`, for the tests of one describe: empty, or with its tables. */
export function useDatabases(
  kind: DatabaseKind,
  { withTables = false } = {},
): { open: () => Promise<Database & { url: string | null }> } {
  const urls = useDatabaseUrls(kind);
  const cleanups: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  return {
    async open() {
      const url = await (withTables ? urls.nextWithTables() : urls.next());
      if (url !== undefined) return { ...(await openPostgres(url)), url };
      const folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
      cleanups.push(() => rm(folder, { recursive: true, force: true }));
      await (withTables ? copyMigratedPglite : copyFreshPglite)(folder);
      return { ...(await openPglite(folder)), url: null };
    },
  };
}

export interface TestStore {
  readonly store: Store;
  readonly database: Database;
  readonly dataFolder: string;
}

/** One store for the tests of a describe, emptied before each. */
export function useStore(kind: DatabaseKind): TestStore {
  const { open } = useDatabases(kind, { withTables: true });
  let opened: TestStore | null = null;
  const current = (): TestStore => {
    if (opened === null) throw new Error('the store is opened before the first test');
    return opened;
  };
  beforeEach(async () => {
    opened ??= await openTestStore((kind === 'PGlite' ? await keptPglite() : null) ?? (await open()));
    await empty(opened.database);
  });
  afterAll(async () => {
    await opened?.store.close();
    if (opened !== null) await rm(opened.dataFolder, { recursive: true, force: true });
  });
  return {
    get store() {
      return current().store;
    },
    get database() {
      return current().database;
    },
    get dataFolder() {
      return current().dataFolder;
    },
  };
}

async function openTestStore(database: Database): Promise<TestStore> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'passband-test-'));
  const unlock = await lockFolder(dataFolder);
  return { store: await storeOn(database, { dataFolder }, () => {}, unlock), database, dataFolder };
}

async function empty({ kysely }: Database): Promise<void> {
  // Deleting few rows is much faster than truncating many tables; the rest goes with these.
  for (const table of ['measurements', 'models', 'datasets', 'workers', 'uploads', 'blobs']) {
    await sql`delete from ${sql.table(table)}`.execute(kysely);
  }
  await sql`delete from pgboss.job`.execute(kysely);
}
