import { createReadStream } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { isThere } from '../blob-files.ts';
import { contentOf } from '../blob-parts.ts';
import { blobPlace } from '../blob-place.ts';
import { BackupRefused } from '../errors.ts';
import type { Tables } from '../tables.ts';
import { savedTables } from './saved-tables.ts';

/** A file that is saved, as the snapshot has it. */
export interface SavedFile {
  sha256: string;
  bytes: number;
  content(): AsyncIterable<Uint8Array>;
}

interface BlobRow {
  sha256: string;
  bytes: number;
  /** Whether a model, a dataset or a result needs it. */
  named: boolean;
}

/**
 * Every file of a snapshot that is there. One that is only on its way, which nothing names yet, may be missing. Throws
 * BackupRefused where one that something names is.
 */
export async function* savedFiles(snapshot: Kysely<Tables>, dataFolder: string): AsyncGenerator<SavedFile> {
  const inDatabase = await hasParts(snapshot);
  for (const { sha256, bytes, named } of await blobRows(snapshot)) {
    const content = inDatabase ? await contentOf(snapshot, { sha256, sizeBytes: bytes }) : null;
    if (content !== null) {
      yield { sha256, bytes, content: () => content };
      continue;
    }
    const file = blobPlace(dataFolder, sha256);
    if (await isThere(file)) yield { sha256, bytes, content: () => createReadStream(file, { highWaterMark: 1 << 18 }) };
    else if (named)
      throw new BackupRefused(
        `every file of the database must be there to be backed up; ${sha256} is not in ${dataFolder}`,
      );
  }
}

/** Columns that name files; one that is forgotten would let a file be missing unnoticed. */
const NAMES = {
  models: ['sha256'],
  datasets: ['sha256', 'canonical_sha256'],
  noise_fittings: ['checkpoint', 'network'],
} as const;

async function blobRows(snapshot: Kysely<Tables>): Promise<BlobRow[]> {
  // An older database lacks some of them.
  const tables = new Set((await savedTables(snapshot)).map(({ name }) => name));
  const named = Object.entries(NAMES)
    .filter(([table]) => tables.has(table))
    .flatMap(([table, columns]) => columns.map((column) => sql`select ${sql.ref(column)} from ${sql.table(table)}`));
  const { rows } = await sql<BlobRow>`
    with named (sha256) as (${sql.join(named, sql` union `)})
    select sha256, size_bytes as bytes, exists (select from named where named.sha256 = blobs.sha256) as named
    from blobs order by sha256`.execute(snapshot);
  return rows;
}

/** Whether the database is one that may hold the content of files, as servers share it on PostgreSQL. */
async function hasParts(connection: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('blob_parts') is not null as there`.execute(
    connection,
  );
  return rows[0]?.there ?? false;
}
