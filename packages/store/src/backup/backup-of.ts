import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database.ts';
import { BackupRefused } from '../errors.ts';
import { lockFolder } from '../folder-lock.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';
import type { ArchiveSummary } from './archive-format.ts';
import { type BackupProgress, backup } from './back-up.ts';

/** Where what is backed up is. */
export interface BackupPlace {
  /** Files, and without `databaseUrl` the database. */
  dataFolder: string;
  /** A PostgreSQL server, on which others may go on working; without it PGlite in the data folder, which nobody else may use. */
  databaseUrl?: string | undefined;
  /** A copy of PGlite's folder, which is read instead: then the data folder may be in use. */
  databaseCopy?: string | undefined;
}

export interface BackupOptions extends BackupPlace {
  /** Of Passband. */
  version: string;
  onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * The bytes of an archive of a database and its files; returns what is in it. Throws BackupRefused, DataFolderInUse,
 * DatabaseUnreachable, DatabaseVersionRefused.
 */
export async function* backupOf(options: BackupOptions): AsyncGenerator<Uint8Array, ArchiveSummary> {
  const { database, close } = await openPlace(options);
  try {
    const { dataFolder, version, onProgress } = options;
    return yield* backup({ database, dataFolder, version, onProgress });
  } finally {
    await close();
  }
}

async function openPlace(place: BackupPlace): Promise<{ database: Database; close(): Promise<void> }> {
  if (place.databaseUrl !== undefined) return closing(await openPostgres(place.databaseUrl));
  if (place.databaseCopy !== undefined) return closing(await openPglite(place.databaseCopy));
  const folder = join(place.dataFolder, 'database');
  await stat(folder).catch(() => {
    throw new BackupRefused(`a data folder must hold what is backed up; ${place.dataFolder} has no database`);
  });
  const unlock = await lockFolder(place.dataFolder);
  try {
    return closing(await openPglite(folder), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

function closing(database: Database, unlock = async () => {}): { database: Database; close(): Promise<void> } {
  return {
    database,
    async close() {
      await database.close();
      await unlock();
    },
  };
}
