import { entryPath } from './entry-name.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, sortedByPath, type TreeFile } from './file-tree.ts';
import { fileSha256 } from './fingerprint.ts';
import type { ArchiveFile } from './tar-tree.ts';
import { entryBytes, readZipDirectory, type ZipEntry } from './zip.ts';

/** The files of a zip, read from where they lie, deflated ones through an inflater. Throws DatasetError. */
export async function openZip({ handle, name, sizeBytes }: ArchiveFile, maximumBytes: number): Promise<FileTree> {
  const { entries } = await readZipDirectory(handle, name, sizeBytes, (entry) => !entry.endsWith('/'));
  const files = [...entries.values()].map(
    (entry): TreeFile => ({
      path: entryPath(entry.name, name),
      sizeBytes: entry.sizeBytes,
      stored: entry.deflated ? null : { handle, offset: entry.offset },
      bytes: (signal) => entryBytes(handle, entry, signal),
    }),
  );
  checkNames(files, name);
  checkTotal([...entries.values()], name, maximumBytes);
  return {
    name,
    files: sortedByPath(files),
    sizeBytes,
    sha256: (signal) => fileSha256(handle, sizeBytes, name, signal),
    close: () => handle.close(),
  };
}

/** a and ./a are one file. */
function checkNames(files: readonly TreeFile[], name: string): void {
  const paths = new Set<string>();
  for (const { path } of files) {
    if (paths.has(path)) {
      throw new DatasetError(`${name} holds two files named ${path}`);
    }
    paths.add(path);
  }
}

/** Entries that overlap one another could make more of an archive than deflate does. */
function checkTotal(entries: readonly ZipEntry[], name: string, maximumBytes: number): void {
  const total = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total > maximumBytes) {
    throw new DatasetError(`${name} may unpack to at most ${maximumBytes} bytes; it declares ${total}`);
  }
}
