import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { inject } from 'vitest';
import type { Database } from '../database.ts';
import { databaseOn, openClient } from '../pglite.ts';
import { copyMigratedPglite } from './pglite-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether test files take turns in one thread, which may then keep what takes long to open. */
    keepsThread: boolean;
  }
}

interface Kept {
  client: PGlite;
  folder: string;
}

/** Modules are loaded anew for each file; the thread's own object stays. */
const key = 'passband kept PGlite';

/**
 * A migrated PGlite that stays open for the test files after this one, where one thread runs them all; null elsewhere. Opening
 * one takes two seconds of processor, more than most files' tests. What the file before left in it is undone.
 */
export async function keptPglite(): Promise<Database | null> {
  // Vitest types what a run may provide as if it always did.
  const keepsThread: boolean | undefined = inject('keepsThread');
  if (keepsThread !== true) return null;
  const { client, folder } = (await usable(Reflect.get(globalThis, key))) ?? (await opened());
  const database = await databaseOn(client, folder);
  await sql`delete from tokens`.execute(database.kysely);
  await sql`delete from sessions`.execute(database.kysely);
  const leaves: (() => Promise<void>)[] = [];
  return {
    ...database,
    async listen(channel, heard) {
      leaves.push(await client.listen(channel, heard));
    },
    async close() {
      for (const leave of leaves) await leave();
    },
  };
}

async function opened(): Promise<Kept> {
  const folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
  await copyMigratedPglite(folder);
  const kept = { client: await openClient(folder), folder };
  Reflect.set(globalThis, key, kept);
  return kept;
}

/** The one that is kept, without a transaction or settings that were left. */
async function usable(kept: Kept | undefined): Promise<Kept | null> {
  if (kept === undefined) return null;
  try {
    await kept.client.exec('rollback; reset all');
    return kept;
  } catch {
    return null;
  }
}
