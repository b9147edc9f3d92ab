import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';
import { BackupRefused } from '../errors.ts';
import { refuseNewer } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import {
  type ArchiveContents,
  type ArchiveHead,
  type ArchiveSummary,
  CONTENTS_ENTRY,
  FORMAT,
  fileEntry,
  HEAD_ENTRY,
  partEntry,
} from './archive-format.ts';
import { type ArchiveEntries, archiveOf } from './archive-writer.ts';
import { rowParts } from './row-parts.ts';
import { savedFiles } from './saved-files.ts';
import { newestMigration, type SavedTable, savedTables } from './saved-tables.ts';
import { inSnapshot } from './snapshot.ts';

/** How far a backup or a restore has come. */
export interface BackupProgress {
  rows: number;
  files: number;
  /** Of rows as text, and of files. */
  bytes: number;
}

export interface BackupSource {
  database: Pick<Database, 'patient' | 'description'>;
  /** Where files are that the database does not hold. */
  dataFolder: string;
  /** Of Passband. */
  version: string;
  onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/** The bytes of an archive of all that a database holds at the moment when this begins; returns what is in it. Throws BackupRefused. */
export function backup(source: BackupSource): AsyncGenerator<Uint8Array, ArchiveSummary> {
  const savedAt = new Date();
  return archiveOf(
    (entries) => inSnapshot(source.database.patient, (snapshot) => fill(entries, snapshot, source, savedAt)),
    savedAt,
  );
}

async function fill(
  entries: ArchiveEntries,
  snapshot: Kysely<Tables>,
  source: BackupSource,
  savedAt: Date,
): Promise<ArchiveSummary> {
  const migration = await newestMigration(snapshot);
  if (migration === null)
    throw new BackupRefused('a database must hold what is backed up; Passband has no tables in this one');
  await refuseNewer(snapshot);
  const tables = await savedTables(snapshot);
  const head: ArchiveHead = {
    format: FORMAT,
    passband: source.version,
    migration,
    savedAt: savedAt.toISOString(),
    database: source.database.description,
    tables: tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) })),
  };
  await entries.whole(HEAD_ENTRY, jsonFile(head));
  const progress = new Progress(source.onProgress);
  const contents: ArchiveContents = { tables: {}, files: { count: 0, bytes: 0 } };
  for (const table of tables) contents.tables[table.name] = await fillTable(entries, snapshot, table, progress);
  contents.files = await fillFiles(entries, snapshot, source, progress);
  await entries.whole(CONTENTS_ENTRY, jsonFile(contents));
  return { ...head, contents };
}

async function fillTable(
  entries: ArchiveEntries,
  snapshot: Kysely<Tables>,
  table: SavedTable,
  progress: Progress,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  let part = 0;
  for await (const { lines, rows: count } of rowParts(snapshot, table)) {
    await entries.whole(partEntry(table.name, part), lines);
    hash.update(lines);
    part += 1;
    rows += count;
    progress.add({ rows: count, files: 0, bytes: lines.length });
  }
  return { rows, sha256: hash.digest('hex') };
}

async function fillFiles(
  entries: ArchiveEntries,
  snapshot: Kysely<Tables>,
  { dataFolder }: BackupSource,
  progress: Progress,
): Promise<ArchiveContents['files']> {
  const sum = { count: 0, bytes: 0 };
  for await (const { sha256, bytes, content } of savedFiles(snapshot, dataFolder)) {
    await entries.streamed(fileEntry(sha256), bytes, intact(sha256, bytes, content()));
    sum.count += 1;
    sum.bytes += bytes;
    progress.add({ rows: 0, files: 1, bytes });
  }
  return sum;
}

/** A file that is damaged is found now, not when it is restored. */
async function* intact(sha256: string, size: number, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    count += chunk.byteLength;
    yield chunk;
  }
  const found = hash.digest('hex');
  if (found !== sha256 || count !== size)
    throw new BackupRefused(
      `a file's content must have its sha256; ${sha256} (${size} bytes) has ${count} bytes of ${found}`,
    );
}

const jsonFile = (value: ArchiveHead | ArchiveContents): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

class Progress {
  readonly #told: ((progress: BackupProgress) => void) | undefined;
  readonly #sum: BackupProgress = { rows: 0, files: 0, bytes: 0 };

  constructor(told: ((progress: BackupProgress) => void) | undefined) {
    this.#told = told;
  }

  add({ rows, files, bytes }: BackupProgress): void {
    this.#sum.rows += rows;
    this.#sum.files += files;
    this.#sum.bytes += bytes;
    this.#told?.({ ...this.#sum });
  }
}
