import type { FileHandle } from 'node:fs/promises';
import { type Bytes, whole } from './byte-streams.ts';
import { DatasetError } from './errors.ts';

/** One file of a folder or archive, found but not read. */
export interface TreeFile {
  /** Within its tree, with '/' between names. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Where its bytes lie as they are; null where they are compressed, or the file has no open handle. */
  readonly stored: { handle: FileHandle; offset: number } | null;
  /** Exactly `sizeBytes` bytes, else DatasetError. May be asked for again. */
  bytes(signal?: AbortSignal): Bytes;
}

/** The files of a folder or archive, however it is packed. Nothing of it is ever written under a name of its own. */
export interface FileTree {
  /** What messages call it. */
  readonly name: string;
  /** Sorted by path. */
  readonly files: readonly TreeFile[];
  /** Of the archive, or of all files of a folder together. */
  readonly sizeBytes: number;
  /** Of the archive; of a folder, that of its sorted lines `SHA256  RELATIVE/PATH`. */
  sha256(signal?: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Files by path, as `LC_ALL=C sort` has them. */
export function sortedByPath<T extends { path: string }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => byCode(a.path, b.path));
}

/** Texts by their code units. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** a/b/c is c. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** a/b/c is a/b, and c is the empty text. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** All bytes of a file. Throws DatasetError where there are more than `maximum`, before any is read. */
export function readWhole(file: TreeFile, maximum: number, signal?: AbortSignal): Promise<Uint8Array> {
  if (file.sizeBytes > maximum) {
    throw new DatasetError(`${file.path} must have at most ${maximum} bytes; it has ${file.sizeBytes}`);
  }
  return whole(file.bytes(signal), file.sizeBytes);
}
