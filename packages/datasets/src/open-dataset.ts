import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReadOptions, writeForm } from './canonical-writer.ts';
import { type Dataset, datasetOver } from './dataset.ts';
import type { ImageFile } from './image-file.ts';
import { preparationOf } from './preparation.ts';
import { readThrough } from './read-through.ts';
import { openSource } from './source.ts';

export interface OpenOptions extends ReadOptions {
  /** Where a compressed source is unpacked to while it is open. Made when it is not there. */
  workFolder: string;
}

/**
 * Opens an .npz file, an IDX images file (its labels beside it), a batch of CIFAR, or a folder, .zip, .tar or .tar.gz of
 * CIFAR, of one IDX pair or of folders of image files. Pixels that lie in the source as they are, are read from there; compressed ones from a file in `workFolder` that close() removes. Every
 * byte is read once at the start and checked against the archive's checksum, where there is one. Throws DatasetError
 * for what is wrong with the source, the system's error for what is wrong with the disk, the signal's reason when aborted.
 */
export async function openDataset(path: string, options: OpenOptions): Promise<Dataset> {
  const source = await openSource(path, options);
  try {
    return source.stored === null ? await unpacked(source, options) : await inPlace(source, source.stored, options);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function inPlace(
  source: ImageFile,
  stored: NonNullable<ImageFile['stored']>,
  options: OpenOptions,
): Promise<Dataset> {
  const normalisation = await readThrough(source, options);
  return datasetOver(
    { ...source, ...normalisation, preparation: preparationOf(options) },
    stored.handle,
    stored.offset,
    source.close,
  );
}

async function unpacked(source: ImageFile, options: OpenOptions): Promise<Dataset> {
  await mkdir(options.workFolder, { recursive: true });
  const file = join(options.workFolder, `dataset-${randomUUID()}.pbds`);
  const handle = await open(file, 'wx+', 0o600);
  const remove = async () => {
    await handle.close();
    await rm(file, { force: true });
  };
  try {
    const header = await writeForm(handle, source, options);
    await source.close();
    return datasetOver(
      { ...header, preparation: header.preparation ?? {}, labels: source.labels },
      handle,
      header.imagesOffset,
      remove,
    );
  } catch (error) {
    await remove();
    throw error;
  }
}
