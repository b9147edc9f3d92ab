import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileRange, head } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { openIdx } from './idx.ts';
import { pairInFolder, pairOfImages } from './idx-names.ts';
import type { ImageFile } from './image-file.ts';
import { openNpz } from './npz.ts';

type Format = 'npz' | 'idx';

export interface SourceOptions {
  signal?: AbortSignal | undefined;
  /** What messages call an .npz file; its path when left out. */
  name?: string | undefined;
}

/** Opens a dataset in any format that is read here, told by what the file holds. Throws DatasetError. */
export async function openSource(path: string, { signal, name = path }: SourceOptions = {}): Promise<ImageFile> {
  if (await isFolder(path)) {
    return openIdx(await pairInFolder(path), signal);
  }
  const handle = await open(path, 'r');
  try {
    const sizeBytes = (await handle.stat()).size;
    if ((await formatOf(handle, name, sizeBytes)) === 'npz') {
      return await openNpz(handle, name, sizeBytes, signal);
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return openIdx(await pairOfImages(path), signal);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      throw new DatasetError(`there is no dataset at ${path}`, { cause: error });
    }
    throw error;
  }
}

async function formatOf(handle: FileHandle, name: string, sizeBytes: number): Promise<Format> {
  const begin = Buffer.from(await head(fileRange(handle, 0, Math.min(sizeBytes, 8), name), 8)).toString('latin1');
  if (begin.startsWith('PK')) {
    return 'npz';
  }
  if (begin.startsWith('\0\0') || begin.startsWith('\x1f\x8b')) {
    return 'idx';
  }
  if (sizeBytes === 0) {
    throw new DatasetError(`${name} is empty`);
  }
  if (begin.startsWith('\x93NUMPY')) {
    throw new DatasetError(`${name} is a single array: write images and labels together with numpy.savez`);
  }
  const got = Buffer.from(begin, 'latin1').toString('hex');
  throw new DatasetError(
    `${name} is not a dataset: it must be a zip of arrays (.npz) or IDX, plain or gzip; it begins with ${got}`,
  );
}
