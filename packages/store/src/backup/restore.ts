import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { emptied, isThere, synced } from '../blob-files.ts';
import { blobPlace } from '../blob-place.ts';
import type { Database } from '../database.ts';
import { diskFullOr, RestoreRefused } from '../errors.ts';
import { lockFolder } from '../folder-lock.ts';
import { alone } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';
import type { ArchiveSummary } from './archive-format.ts';
import { readArchive, sealedBytes } from './archive-reader.ts';
import type { BackupProgress } from './back-up.ts';
import { refuseFilled, refuseLaterTables, refuseNewerArchive, restoreRows } from './restore-rows.ts';
import { newestMigration, savedTables } from './saved-tables.ts';

export interface RestoreOptions {
  /** The archive. */
  file: string;
  /** Made where it is missing. */
  dataFolder: string;
  /** A PostgreSQL server; without it PGlite in the data folder. */
  databaseUrl?: string | undefined;
  onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * Fills an empty data folder and an empty database with what an archive holds: first all is read and checked, then it is
 * put in place, the rows in one transaction and last. Stopped at any moment it leaves a database that is empty or whole, and
 * can be run again. Throws ArchiveRefused, RestoreRefused, DataFolderInUse, DatabaseUnreachable, DiskFull.
 */
export async function restore(options: RestoreOptions): Promise<ArchiveSummary> {
  // What is no archive makes no folder.
  await sealedBytes(options.file);
  const unlock = await lockFolder(options.dataFolder);
  try {
    const places = placesIn(options.dataFolder);
    const restoring = await isThere(places.staging);
    await refuseFilledFolder(options, restoring);
    await emptied(places.staging);
    try {
      const summary = await restoreInto(options, places);
      await rm(places.staging, { recursive: true });
      return summary;
    } catch (error) {
      await rm(places.staging, { recursive: true, force: true });
      // Its folder, empty, says of files that are in place by now that they are this restore's: it can be run again.
      if (await isThere(places.blobs)) await mkdir(places.staging);
      throw error;
    }
  } catch (error) {
    throw diskFullOr(error, options.dataFolder);
  } finally {
    await unlock();
  }
}

interface Places {
  /** What is on its way; a server that opens the folder removes it. */
  staging: string;
  database: string;
  blobs: string;
}

const placesIn = (dataFolder: string): Places => ({
  staging: join(dataFolder, 'work', 'restoring'),
  database: join(dataFolder, 'database'),
  blobs: join(dataFolder, 'blobs'),
});

async function restoreInto(options: RestoreOptions, { staging, database }: Places): Promise<ArchiveSummary> {
  const { file, dataFolder, databaseUrl } = options;
  const progress = { rows: 0, files: 0, bytes: 0 };
  const told = (more: Partial<BackupProgress>): void => {
    progress.rows += more.rows ?? 0;
    progress.files += more.files ?? 0;
    progress.bytes += more.bytes ?? 0;
    options.onProgress?.({ ...progress });
  };
  const files: string[] = [];
  let withRows = false;
  const summary = await readArchive(file, {
    async head(head) {
      refuseNewerArchive(file, head);
      withRows = databaseUrl !== undefined && hasParts(head.migration);
    },
    async file(sha256, bytes, content) {
      if (withRows) return;
      await writeFile(blobPlace(staging, sha256), content);
      files.push(sha256);
      told({ files: 1, bytes });
    },
  });
  const source = { file, head: summary, withFiles: withRows, told };
  if (databaseUrl !== undefined) {
    await using(await openPostgres(databaseUrl), async (connection) => {
      await refuseLaterTables(connection, summary.migration);
      await moveFiles(files, staging, dataFolder);
      await restoreRows(connection, source);
    });
    return summary;
  }
  const made = join(staging, 'database');
  await using(await openPglite(made), (one) => restoreRows(one, source));
  await syncTree(made);
  await moveFiles(files, staging, dataFolder);
  // One that is there is empty.
  await rm(database, { recursive: true, force: true });
  await rename(made, database);
  await synced(dataFolder);
  return summary;
}

/** Whether the database at a migration has a table for the content of files, as servers share it on PostgreSQL. */
const hasParts = (migration: number): boolean =>
  migrations.some((one) => one.number <= migration && one.sql.includes('create table blob_parts'));

async function using(database: Database, work: (connection: Database['kysely']) => Promise<void>): Promise<void> {
  try {
    await alone(database.patient, work);
  } finally {
    await database.close();
  }
}

/** Throws RestoreRefused, with what is there. Files that a restore left which was stopped do not count. */
async function refuseFilledFolder({ dataFolder, databaseUrl }: RestoreOptions, restoring: boolean): Promise<void> {
  const { database, blobs } = placesIn(dataFolder);
  const there = (await isThere(blobs)) ? await readdir(blobs, { recursive: true, withFileTypes: true }) : [];
  const files = there.filter((entry) => entry.isFile()).length;
  if (files > 0 && !restoring)
    throw new RestoreRefused(
      `a data folder must be empty for an archive to be restored into it; ${dataFolder} has ${files} ${files === 1 ? 'file' : 'files'} of models and datasets`,
    );
  if (databaseUrl === undefined && !(await isThere(database))) return;
  const opened = databaseUrl === undefined ? await openPglite(database) : await openPostgres(databaseUrl);
  try {
    if ((await newestMigration(opened.kysely)) !== null)
      await refuseFilled(opened.kysely, await savedTables(opened.kysely));
  } finally {
    await opened.close();
  }
}

/** Files to their places; they are there after a power cut too. */
async function moveFiles(files: readonly string[], staging: string, dataFolder: string): Promise<void> {
  const folders = new Set<string>();
  for (const sha256 of files) {
    const place = blobPlace(dataFolder, sha256);
    await mkdir(dirname(place), { recursive: true });
    await rename(blobPlace(staging, sha256), place);
    folders.add(dirname(place)).add(dirname(dirname(place)));
  }
  for (const folder of folders) await synced(folder);
}

async function writeFile(file: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await pipeline(bytes, createWriteStream(file, { flush: true }));
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await synced(join(entry.parentPath, entry.name));
  await synced(folder);
}
