import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { blobPlace } from '../blob-place.ts';
import { BackupRefused, errorCode } from '../errors.ts';
import { lockFolder } from '../folder-lock.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';
import type { ArchiveSummary } from './archive-format.ts';
import { type BackupProgress, backup } from './back-up.ts';

export interface BackupOptions {
  /** Files, and without `databaseUrl` the database. */
  dataFolder: string;
  /** A PostgreSQL server, on which others may go on working; without it PGlite in the data folder, which nobody else may use. */
  databaseUrl?: string | undefined;
  /** Of Passband. */
  version: string;
  onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * The bytes of an archive of a database and its files. Throws BackupRefused, DataFolderInUse, DatabaseUnreachable,
 * DatabaseVersionRefused.
 */
export async function* backupOf(options: BackupOptions): AsyncGenerator<Uint8Array, ArchiveSummary> {
  const { dataFolder, databaseUrl, version, onProgress } = options;
  const content = (_: unknown, sha256: string) => fileContent(dataFolder, sha256);
  if (databaseUrl !== undefined) {
    const database = await openPostgres(databaseUrl, () => {});
    try {
      return yield* backup({ database, content, version, onProgress });
    } finally {
      await database.close();
    }
  }
  const folder = join(dataFolder, 'database');
  await stat(folder).catch(() => {
    throw new BackupRefused(`a data folder must hold what is backed up; ${dataFolder} has no database`);
  });
  const unlock = await lockFolder(dataFolder);
  try {
    const database = await openPglite(folder);
    try {
      return yield* backup({ database, content, version, onProgress });
    } finally {
      await database.close();
    }
  } finally {
    await unlock();
  }
}

async function* fileContent(dataFolder: string, sha256: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(blobPlace(dataFolder, sha256), { highWaterMark: 1 << 18 });
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new BackupRefused(`every file of the database must be in the data folder; ${dataFolder} lacks ${sha256}`);
  }
}
