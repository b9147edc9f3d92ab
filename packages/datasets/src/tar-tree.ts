import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bytes, fileRange, writeAt } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, sortedByPath, type TreeFile } from './file-tree.ts';
import { fileSha256 } from './fingerprint.ts';
import { inflate } from './inflate.ts';
import { type TarEntry, tarEntries } from './tar-entries.ts';

/** An archive's open file; the tree that is made of it takes the handle over. */
export interface ArchiveFile {
  handle: FileHandle;
  name: string;
  sizeBytes: number;
}

/** What of a packed archive is kept while it is open, and where. */
export interface Unpacking {
  /** Made when it is not there. */
  workFolder: string;
  /** Bytes that may be unpacked. */
  maximumBytes: number;
  /** Whether an entry is kept; throws DatasetError where it is larger than it may be. */
  keeps(entry: { path: string; sizeBytes: number }): boolean;
}

/** The files of a plain tar, read from where they lie. Throws DatasetError. */
export async function openTar(archive: ArchiveFile, signal?: AbortSignal): Promise<FileTree> {
  const { handle, name, sizeBytes } = archive;
  const files: TreeFile[] = [];
  for await (const entry of tarEntries(fileRange(handle, 0, sizeBytes, name, signal), name)) {
    files.push(fileAt(handle, entry, entry.offset));
  }
  return { ...identity(archive), files: sortedByPath(files), close: () => handle.close() };
}

/**
 * The files of a .tar.gz: those that are kept are unpacked, one after another, into a single file in the work folder
 * that has no name from the start, so that nothing is left whatever happens. Throws DatasetError.
 */
export async function openPackedTar(
  archive: ArchiveFile,
  unpacking: Unpacking,
  signal?: AbortSignal,
): Promise<FileTree> {
  const { handle, name, sizeBytes } = archive;
  const packed = fileRange(handle, 0, sizeBytes, name, signal);
  const tar = atMost(inflate(packed, 'gzip', name), unpacking.maximumBytes, name);
  const kept = await openNameless(unpacking.workFolder);
  try {
    const files = await keep(tarEntries(tar, name), kept, unpacking);
    const close = async () => {
      await kept.close();
      await handle.close();
    };
    return { ...identity(archive), files: sortedByPath(files), close };
  } catch (error) {
    await kept.close();
    throw error;
  }
}

function identity({ handle, name, sizeBytes }: ArchiveFile): Pick<FileTree, 'name' | 'sizeBytes' | 'sha256'> {
  return { name, sizeBytes, sha256: (signal) => fileSha256(handle, sizeBytes, name, signal) };
}

function fileAt(handle: FileHandle, { path, sizeBytes }: Pick<TarEntry, 'path' | 'sizeBytes'>, offset: number) {
  const bytes = (signal?: AbortSignal) => fileRange(handle, offset, offset + sizeBytes, path, signal);
  return { path, sizeBytes, stored: { handle, offset }, bytes };
}

async function keep(entries: AsyncIterable<TarEntry>, into: FileHandle, { keeps }: Unpacking): Promise<TreeFile[]> {
  const files: TreeFile[] = [];
  let position = 0;
  for await (const entry of entries) {
    if (!keeps(entry)) {
      continue;
    }
    files.push(fileAt(into, entry, position));
    for await (const chunk of entry.content) {
      await writeAt(into, chunk, position);
      position += chunk.length;
    }
  }
  return files;
}

async function* atMost(bytes: Bytes, maximum: number, name: string): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.length;
    if (count > maximum) {
      throw new DatasetError(`${name} may unpack to at most ${maximum} bytes; it unpacks to more`);
    }
    yield chunk;
  }
}

async function openNameless(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `archive-${randomUUID()}.unpacked`);
  const handle = await open(file, 'wx+', 0o600);
  await rm(file);
  return handle;
}
