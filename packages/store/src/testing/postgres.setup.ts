import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openStore } from '../open-store.ts';
import { createDatabase, startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server, on which tests make databases of their own; null where none starts. */
    postgres: { url: string; migrated: string } | null;
  }
}

/** One PostgreSQL server for all files of a run. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    const { url, stop } = await startPostgres();
    provide('postgres', { url, migrated: await migratedOn(url) });
    return stop;
  } catch (error) {
    console.warn(`tests on PostgreSQL are skipped: ${String(error)}`);
    provide('postgres', null);
    return undefined;
  }
}

/** The name of a database with the tables of this version, to make others like it. */
async function migratedOn(server: string): Promise<string> {
  const databaseUrl = await createDatabase(server);
  const dataFolder = await mkdtemp(join(tmpdir(), 'passband-test-'));
  try {
    const store = await openStore({ dataFolder, databaseUrl });
    await store.close();
  } finally {
    await rm(dataFolder, { recursive: true });
  }
  return new URL(databaseUrl).pathname.slice(1);
}
