import { z } from 'zod';

/** Of archives that this version writes; it reads these and older ones. */
export const FORMAT = 1;

/**
 * An archive is a tar, packed by gzip, of these entries in this order: `archive.json`, then of every table the parts of its
 * rows, then every file, then `contents.json`; behind it stands the seal.
 */
export const HEAD_ENTRY = 'archive.json';
export const CONTENTS_ENTRY = 'contents.json';

/** Rows as lines of JSON, each the row's columns as PostgreSQL's own text. */
export const partEntry = (table: string, part: number): string => `tables/${table}/${`${part}`.padStart(6, '0')}.jsonl`;
export const fileEntry = (sha256: string): string => `files/${sha256}`;

/** What an entry holds, told by its name; null where no archive has such a name. */
export function entryOf(name: string): { table: string; part: number } | { sha256: string } | null {
  const [, table, part] = /^tables\/([a-z][a-z0-9_]*)\/(\d{6,})\.jsonl$/.exec(name) ?? [];
  if (table !== undefined) return { table, part: Number(part) };
  const [, sha256] = /^files\/([0-9a-f]{64})$/.exec(name) ?? [];
  return sha256 === undefined ? null : { sha256 };
}

const count = z.number().int().min(0);

export const archiveHead = z.object({
  format: z.number().int().min(1),
  /** The version of Passband that wrote it. */
  passband: z.string(),
  /** The newest migration of the database. */
  migration: z.number().int().min(1),
  /** Everything that was acknowledged before is in it. */
  savedAt: z.iso.datetime(),
  database: z.string(),
  /** In an order in which they can be filled: what others point to comes first. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
});
export type ArchiveHead = z.infer<typeof archiveHead>;

export const archiveContents = z.object({
  /** By table; the sha256 is that of its lines in order. */
  tables: z.record(z.string(), z.object({ rows: count, sha256: z.string() })),
  files: z.object({ count, bytes: count }),
});
export type ArchiveContents = z.infer<typeof archiveContents>;

/** What an archive holds, and says of itself. */
export interface ArchiveSummary extends ArchiveHead {
  contents: ArchiveContents;
}
