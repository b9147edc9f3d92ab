import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { head } from './byte-streams.ts';
import { BINARY_NAME_FILES, readSingleBatch } from './cifar-binary.ts';
import { PYTHON_NAME_FILES, readPickledBatch } from './cifar-python.ts';
import { DatasetError } from './errors.ts';
import { type FileKind, kindOf } from './file-kind.ts';
import type { TreeFile } from './file-tree.ts';
import { openFolder, openWithNeighbours } from './folder-tree.ts';
import { isOfUse, readTree } from './formats.ts';
import { openIdx } from './idx.ts';
import { isImagesName, pairInFolder, pairOfImages } from './idx-names.ts';
import type { ImageFile } from './image-file.ts';
import { MAXIMUM_UNPACKED_BYTES } from './limits.ts';
import { holdsArrays, openNpz } from './npz.ts';
import { type PreparationOptions, preparationOf, refusePreparation } from './preparation.ts';
import { type ArchiveFile, openPackedTar, openTar } from './tar-tree.ts';
import { openZip } from './zip-tree.ts';

export interface SourceOptions extends PreparationOptions {
  signal?: AbortSignal | undefined;
  /** What messages call the source; its path when left out. */
  name?: string | undefined;
  /** What compressed images, or an archive of them, may unpack to, 64 GiB by default. */
  maximumUnpackedBytes?: number | undefined;
}

interface Opening extends SourceOptions {
  name: string;
  /** Where a .tar.gz is unpacked to, into a file without a name. */
  workFolder: string;
}

/** Opens a dataset in any format that is read here, told by what the file or folder holds. Throws DatasetError. */
export async function openSource(path: string, options: SourceOptions & { workFolder: string }): Promise<ImageFile> {
  const opening = { ...options, name: options.name ?? path };
  preparationOf(options);
  if (await isFolder(path)) {
    return openFolderSource(path, opening);
  }
  const handle = await open(path, 'r');
  try {
    const archive = { handle, name: opening.name, sizeBytes: (await handle.stat()).size };
    return await openFile(path, archive, opening);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(path: string, archive: ArchiveFile, opening: Opening): Promise<ImageFile> {
  const { handle, name, sizeBytes } = archive;
  const { signal, maximumUnpackedBytes: maximumBytes = MAXIMUM_UNPACKED_BYTES } = opening;
  const kind = await kindOf(handle, name, sizeBytes);
  switch (kind) {
    case 'zip':
      return (await holdsArrays(archive))
        ? openArrays(archive, opening)
        : readTree(await openZip(archive, maximumBytes), opening);
    case 'tar':
      return readTree(await openTar(archive, signal), opening);
    case 'packed tar': {
      const unpacking = { workFolder: opening.workFolder, maximumBytes, keeps: isOfUse };
      return readTree(await openPackedTar(archive, unpacking, signal), opening);
    }
    case 'array':
      throw new DatasetError(`${name} is a single array: write images and labels together with numpy.savez`);
    default:
      // Neither an archive nor an array: what is read is opened again, with what stands beside it.
      await handle.close();
      return openSingle(path, kind, opening);
  }
}

function openArrays({ handle, name, sizeBytes }: ArchiveFile, opening: Opening): Promise<ImageFile> {
  refusePreparation(opening, name);
  return openNpz(handle, name, sizeBytes, opening.signal);
}

async function openFolderSource(path: string, opening: Opening): Promise<ImageFile> {
  if ((await readdir(path)).some(isImagesName)) {
    refusePreparation(opening, opening.name);
    return openIdx(await pairInFolder(path), opening.signal);
  }
  return readTree(await openFolder(path, opening.name), opening);
}

/** A file that is a dataset by itself, or together with those beside it. */
async function openSingle(path: string, kind: FileKind, opening: Opening): Promise<ImageFile> {
  const { name, signal } = opening;
  refusePreparation(opening, name);
  if (kind === 'gzip' || isImagesName(basename(path))) {
    return openIdx(await pairOfImages(path), signal);
  }
  const { tree, file } = await openWithNeighbours(dirname(path), basename(path), [
    ...BINARY_NAME_FILES,
    ...PYTHON_NAME_FILES,
  ]);
  const batch = kind === 'pickle' ? readPickledBatch(tree, file, signal) : await readSingleBatch(tree, file, signal);
  if (batch !== null) {
    return batch;
  }
  if (kind === 'zeros') {
    return openIdx(await pairOfImages(path), signal);
  }
  throw new DatasetError(`${name} is not a dataset: ${KNOWN}; it begins with ${await beginOf(file)}`);
}

const KNOWN =
  'it must be a zip of arrays (.npz), IDX, a batch of CIFAR, or a .zip, .tar or .tar.gz of IDX, CIFAR or folders of images';

async function beginOf(file: TreeFile): Promise<string> {
  return Buffer.from(await head(file.bytes(), 8)).toString('hex');
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
