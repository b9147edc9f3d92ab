import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileRange, head } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { openIdx } from './idx.ts';
import { pairInFolder, pairOfImages } from './idx-names.ts';
import type { ImageFile } from './image-file.ts';
import { openNpz } from './npz.ts';

type Format = 'npz' | 'idx';

/** Opens a dataset in any format that is read here, told by what the file holds. Throws DatasetError. */
export async function openSource(path: string, signal?: AbortSignal): Promise<ImageFile> {
  if (await isFolder(path)) {
    return openIdx(await pairInFolder(path), signal);
  }
  const handle = await open(path, 'r');
  try {
    const sizeBytes = (await handle.stat()).size;
    if ((await formatOf(handle, path, sizeBytes)) === 'npz') {
      return await openNpz(handle, path, sizeBytes, signal);
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

async function formatOf(handle: FileHandle, path: string, sizeBytes: number): Promise<Format> {
  const begin = Buffer.from(await head(fileRange(handle, 0, Math.min(sizeBytes, 8), path), 8)).toString('latin1');
  if (begin.startsWith('PK')) {
    return 'npz';
  }
  if (begin.startsWith('\0\0') || begin.startsWith('\x1f\x8b')) {
    return 'idx';
  }
  if (sizeBytes === 0) {
    throw new DatasetError(`${path} is empty`);
  }
  if (begin.startsWith('\x93NUMPY')) {
    throw new DatasetError(`${path} is a single array: write images and labels together with numpy.savez`);
  }
  const got = Buffer.from(begin, 'latin1').toString('hex');
  throw new DatasetError(
    `${path} is not a dataset: it must be a zip of arrays (.npz) or IDX, plain or gzip; it begins with ${got}`,
  );
}
