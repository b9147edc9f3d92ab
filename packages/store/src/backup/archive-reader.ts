import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import { ArchiveRefused, errorCode } from '../errors.ts';
import {
  type ArchiveContents,
  type ArchiveHead,
  type ArchiveSummary,
  archiveContents,
  archiveHead,
  CONTENTS_ENTRY,
  entryOf,
  FORMAT,
  HEAD_ENTRY,
  partEntry,
} from './archive-format.ts';
import { isSeal, SEAL_BYTES, sealOf } from './seal.ts';

/** Who is shown what an archive holds, in its order, before it is known to be whole. */
export interface ArchiveVisitor {
  head?(head: ArchiveHead): Promise<void>;
  rows?(table: string, rows: Row[]): Promise<void>;
  /** Bytes that are left over are read on. The sha256 is checked when they were read to the end. */
  file?(sha256: string, sizeBytes: number, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/** A row's columns as PostgreSQL's text. */
export type Row = (string | null)[];

/**
 * Reads an archive to its end, and looks whether it is whole. Throws ArchiveRefused where a byte of it is missing or
 * another, where it is of a newer version, or where it is no archive.
 */
export async function readArchive(file: string, visitor: ArchiveVisitor = {}): Promise<ArchiveSummary> {
  const sealed = await sealedBytes(file);
  const contents = new ContentsReader(file, visitor);
  const hash = createHash('sha256');
  try {
    for await (const entry of entriesOf(packedBytes(file, sealed.size, hash))) {
      await contents.take(entry);
    }
  } catch (error) {
    throw isDamage(error) ? damaged(file, error.message) : error;
  }
  const summary = contents.end();
  if (!sealed.seal.equals(sealOf(hash.digest('hex')))) throw damaged(file, 'its bytes are not those that were sealed');
  return summary;
}

function damaged(file: string, what: string): ArchiveRefused {
  return new ArchiveRefused(`an archive must be as it was written; ${file} is damaged: ${what}`);
}

function rowsWords(table: string, found: number, saved: number): string {
  if (found === saved) return `its rows of ${table} are not those that were saved`;
  return `it has ${found} ${found === 1 ? 'row' : 'rows'} of ${table}, not ${saved}`;
}

function filesWords(found: ArchiveContents['files'], saved: ArchiveContents['files']): string {
  if (found.count === saved.count) return `its files have ${found.bytes} bytes, not ${saved.bytes}`;
  return `it has ${found.count} ${found.count === 1 ? 'file' : 'files'}, not ${saved.count}`;
}

/** How many bytes are sealed, and the seal, which is looked at first: an archive that is cut off has none. */
export async function sealedBytes(file: string): Promise<{ size: number; seal: Buffer }> {
  const handle = await open(file).catch((error: unknown) => {
    throw new ArchiveRefused(`an archive must be a file that can be read; ${file} is not (${errorCode(error)})`);
  });
  try {
    const { size } = await handle.stat();
    const seal = Buffer.alloc(SEAL_BYTES);
    if (size >= SEAL_BYTES) await handle.read(seal, 0, SEAL_BYTES, size - SEAL_BYTES);
    if (!isSeal(seal)) {
      throw new ArchiveRefused(
        `an archive must be whole, from its first byte to the seal at its end; ${file} (${size} bytes) is cut off, or is no archive that passband backup wrote`,
      );
    }
    return { size: size - SEAL_BYTES, seal };
  } finally {
    await handle.close();
  }
}

async function* packedBytes(file: string, size: number, hash: Hash): AsyncGenerator<Buffer> {
  if (size === 0) return;
  for await (const chunk of createReadStream(file, { end: size - 1, highWaterMark: 1 << 18 })) {
    hash.update(chunk);
    yield chunk;
  }
}

interface Entry {
  name: string;
  size: number;
  bytes: AsyncIterable<Uint8Array>;
}

async function* entriesOf(packed: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const extractor = extract();
  // The error itself arrives at the reading side below; leaving that early destroys all.
  pipeline(Readable.from(packed), createGunzip(), extractor, () => {});
  for await (const entry of extractor) {
    yield { name: entry.header.name, size: entry.header.size, bytes: entry as AsyncIterable<Uint8Array> };
    entry.resume();
  }
}

/** zlib's errors have a code; tar-stream's are plain ones. */
function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return 'code' in error ? String(error.code).startsWith('Z_') : error.name === 'Error';
}

/** Holds what it is shown against what the archive says of itself. */
class ContentsReader {
  readonly #file: string;
  readonly #visitor: ArchiveVisitor;
  readonly #tables = new Map<string, { rows: number; hash: Hash; parts: number }>();
  readonly #files = { count: 0, bytes: 0 };
  #head: ArchiveHead | null = null;
  #contents: ArchiveContents | null = null;

  constructor(file: string, visitor: ArchiveVisitor) {
    this.#file = file;
    this.#visitor = visitor;
  }

  async take({ name, size, bytes }: Entry): Promise<void> {
    if (this.#contents !== null) throw damaged(this.#file, `${name} stands behind the end`);
    if (this.#head === null) {
      if (name !== HEAD_ENTRY) throw damaged(this.#file, `it begins with ${name}, not with ${HEAD_ENTRY}`);
      return this.#takeHead(await textOf(bytes));
    }
    if (name === CONTENTS_ENTRY) {
      this.#contents = this.#parsed(archiveContents, name, await textOf(bytes));
      return;
    }
    const entry = entryOf(name);
    if (entry === null) throw damaged(this.#file, `no archive holds ${name}`);
    if ('table' in entry) return this.#takeRows(entry, await textOf(bytes));
    await this.#takeFile(entry.sha256, size, bytes);
  }

  async #takeHead(text: string): Promise<void> {
    const { format } = this.#parsed(archiveHead.pick({ format: true }), HEAD_ENTRY, text);
    if (format > FORMAT) {
      throw new ArchiveRefused(
        `this version of Passband reads archives up to format ${FORMAT}; ${this.#file} has format ${format}: use the newer version`,
      );
    }
    this.#head = this.#parsed(archiveHead, HEAD_ENTRY, text);
    for (const { name } of this.#head.tables) {
      this.#tables.set(name, { rows: 0, hash: createHash('sha256'), parts: 0 });
    }
    await this.#visitor.head?.(this.#head);
  }

  async #takeRows({ table, part }: { table: string; part: number }, text: string): Promise<void> {
    const seen = this.#tables.get(table);
    if (seen === undefined || seen.parts !== part)
      throw damaged(this.#file, `${partEntry(table, part)} is out of order`);
    const lines = text.split('\n');
    if (lines.pop() !== '') throw damaged(this.#file, `${partEntry(table, part)} does not end with a line`);
    seen.parts += 1;
    seen.rows += lines.length;
    seen.hash.update(text);
    const rows = lines.map((line) => this.#row(table, line));
    await this.#visitor.rows?.(table, rows);
  }

  #row(table: string, line: string): Row {
    const columns = this.#head?.tables.find(({ name }) => name === table)?.columns.length;
    const row = jsonOf(line);
    if (
      Array.isArray(row) &&
      row.length === columns &&
      row.every((value) => value === null || typeof value === 'string')
    )
      return row;
    throw damaged(this.#file, `a row of ${table} is not ${columns} texts`);
  }

  async #takeFile(sha256: string, size: number, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const hash = createHash('sha256');
    const hashed = hashing(bytes, hash);
    await this.#visitor.file?.(sha256, size, hashed);
    for await (const _ of hashed);
    if (hash.digest('hex') !== sha256) throw damaged(this.#file, `the file ${sha256} has another sha256`);
    this.#files.count += 1;
    this.#files.bytes += size;
  }

  /** Throws ArchiveRefused where something is missing. */
  end(): ArchiveSummary {
    if (this.#head === null || this.#contents === null) throw damaged(this.#file, 'its end is missing');
    const tables = Object.fromEntries(
      [...this.#tables].map(([name, { rows, hash }]) => [name, { rows, sha256: hash.digest('hex') }]),
    );
    const found: ArchiveContents = { tables, files: this.#files };
    for (const { name } of this.#head.tables) {
      const said = this.#contents.tables[name];
      const got = tables[name];
      if (said === undefined || said.rows !== got?.rows || said.sha256 !== got.sha256)
        throw damaged(this.#file, rowsWords(name, got?.rows ?? 0, said?.rows ?? 0));
    }
    const { files } = this.#contents;
    if (files.count !== found.files.count || files.bytes !== found.files.bytes)
      throw damaged(this.#file, filesWords(found.files, files));
    return { ...this.#head, contents: this.#contents };
  }

  #parsed<T>(type: z.ZodType<T>, name: string, text: string): T {
    const parsed = type.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw damaged(this.#file, `${name}: ${issue?.path.join('.')} ${issue?.message}`);
  }
}

async function* hashing(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
