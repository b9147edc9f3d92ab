import { pipeline, Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import type { Bytes } from './byte-streams.ts';
import { entryPath } from './entry-name.ts';
import { DatasetError } from './errors.ts';
import { MAXIMUM_FILE_COUNT } from './limits.ts';

/** A regular file of a tar archive. Its content must be read, to the end or not, before the next entry is asked for. */
export interface TarEntry {
  path: string;
  sizeBytes: number;
  /** Where its bytes begin in the tar. */
  offset: number;
  content: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;
/** Long names are at most 4 MiB; a tar ends with two blocks of zeros, filled up to a multiple of 10 KiB. */
const MAXIMUM_BETWEEN_FILES = 16 * 2 ** 20;

/**
 * The regular files of a tar archive in their order. Folders are passed over; links, devices and whatever else is no
 * file are refused, as are names that leave the archive, two files of one name, more files than may be, and an archive
 * that ends without the block of zeros that says so. Throws DatasetError.
 */
export async function* tarEntries(bytes: Bytes, archive: string): AsyncGenerator<TarEntry> {
  const progress = { read: 0, end: 0 };
  const extractor = extract();
  // The error itself arrives at the reading side below; leaving that early destroys both.
  pipeline(Readable.from(boundedTail(bytes, progress, archive)), extractor, () => {});
  const paths = new Set<string>();
  try {
    for await (const entry of extractor) {
      progress.end = entry.offset + BLOCK + Math.ceil(entry.header.size / BLOCK) * BLOCK;
      const path = checkedPath(entry.header, archive);
      if (path !== null) {
        remember(paths, path, archive);
        yield { path, sizeBytes: entry.header.size, offset: entry.offset + BLOCK, content: contentOf(entry, archive) };
      }
      entry.resume();
    }
  } catch (error) {
    throw tarError(error, archive);
  }
  if (progress.read < progress.end + BLOCK) {
    throw new DatasetError(`${archive} is cut off: the tar must end with blocks of zeros; it ends at ${progress.read}`);
  }
}

/** Counts what is read, and stops where too much of it follows the last file: gigabytes of zeros make no entry. */
async function* boundedTail(
  bytes: Bytes,
  progress: { read: number; end: number },
  archive: string,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    progress.read += chunk.length;
    if (progress.read > progress.end + MAXIMUM_BETWEEN_FILES) {
      throw new DatasetError(
        `${archive}: a tar must have at most ${MAXIMUM_BETWEEN_FILES} bytes that are in no file, one after another; it has more from byte ${progress.end} on`,
      );
    }
    yield chunk;
  }
}

/** The chunks of an entry, which tar-stream types as unknown. */
async function* contentOf(entry: AsyncIterable<unknown>, archive: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of entry) {
      if (chunk instanceof Uint8Array) {
        yield chunk;
      }
    }
  } catch (error) {
    throw tarError(error, archive);
  }
}

function checkedPath({ type, name, size }: Header, archive: string): string | null {
  if (type === 'directory') {
    return null;
  }
  const path = entryPath(name, archive);
  if (type !== 'file' && type !== 'contiguous-file') {
    throw new DatasetError(`${archive} must hold files and folders alone; ${path} is ${type ?? 'of no known type'}`);
  }
  if (!Number.isSafeInteger(size)) {
    throw new DatasetError(`${archive}: the size of ${path} must be below 2^53; got ${size}`);
  }
  return path;
}

function remember(paths: Set<string>, path: string, archive: string): void {
  if (paths.has(path)) {
    throw new DatasetError(`${archive} holds two files named ${path}`);
  }
  paths.add(path);
  if (paths.size > MAXIMUM_FILE_COUNT) {
    throw new DatasetError(`${archive} must hold at most ${MAXIMUM_FILE_COUNT} files; it has more`);
  }
}

function tarError(error: unknown, archive: string): unknown {
  // tar-stream's own errors are plain ones; what went wrong with the bytes keeps its class and code.
  if (!(error instanceof Error) || error instanceof DatasetError || error.name !== 'Error' || 'code' in error) {
    return error;
  }
  return new DatasetError(`${archive}: the tar is cut off or damaged: ${error.message}`, { cause: error });
}
