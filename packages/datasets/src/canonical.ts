import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readAt } from './byte-streams.ts';
import { type CanonicalHeader, decodeHeader, HEADER_START, headerLength } from './canonical-header.ts';
import { type ReadOptions, writeForm } from './canonical-writer.ts';
import { type Dataset, datasetOver } from './dataset.ts';
import { DatasetError } from './errors.ts';
import type { ImageShape } from './image-file.ts';
import { knownNormalisation, type Normalisation } from './normalisation.ts';
import type { Preparation } from './preparation.ts';
import { openSource } from './source.ts';

/** What is known of a dataset after its canonical file was written. */
export interface CanonicalFacts extends Normalisation {
  imageCount: number;
  imageShape: ImageShape;
  classes: { name: string; imageCount: number }[];
  /** Of the source, as `Dataset` has them. */
  sha256: string;
  sizeBytes: number;
  /** What was chosen of the source and done to its images. */
  preparation: Preparation;
}

/**
 * Writes a source, as `openDataset` takes it, into one file with random access: under a temporary name beside
 * `target`, synced, then renamed, so that `target` is either whole or not there. Throws as `openDataset` does.
 */
export async function writeCanonical(path: string, target: string, options: ReadOptions = {}): Promise<CanonicalFacts> {
  const source = await openSource(path, { workFolder: dirname(target), ...options });
  try {
    const header = await writeDurably(target, async (handle) => {
      const written = await writeForm(handle, source, options);
      options.signal?.throwIfAborted();
      return written;
    });
    return factsOf(header, source.labels);
  } finally {
    await source.close();
  }
}

/** Opens a canonical file; close() leaves it where it is. Throws DatasetError where it is damaged. */
export async function openCanonical(file: string): Promise<Dataset> {
  const handle = await open(file, 'r');
  try {
    const fileBytes = (await handle.stat()).size;
    const length = headerLength(await readAt(handle, 0, HEADER_START, file), file);
    if (HEADER_START + length > fileBytes) {
      throw new DatasetError(
        `${file} is cut off: its header needs ${HEADER_START + length} bytes; it has ${fileBytes}`,
      );
    }
    const header = decodeHeader(await readAt(handle, HEADER_START, length, file), file, fileBytes);
    knownNormalisation(header, {}, header.imageShape[2]);
    const labels = await readLabels(handle, header, file);
    return datasetOver({ ...header, preparation: header.preparation ?? {}, labels }, handle, header.imagesOffset, () =>
      handle.close(),
    );
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readLabels(handle: FileHandle, header: CanonicalHeader, file: string): Promise<Uint16Array> {
  const bytes = Buffer.from(await readAt(handle, header.labelsOffset, 2 * header.imageCount, file));
  const labels = Uint16Array.from({ length: header.imageCount }, (_, index) => bytes.readUInt16LE(2 * index));
  const beyond = labels.findIndex((label) => label >= header.classes.length);
  if (beyond !== -1) {
    throw new DatasetError(
      `${file} is damaged: image ${beyond} has label ${labels[beyond]} and there are ${header.classes.length} classes`,
    );
  }
  return labels;
}

function factsOf(header: CanonicalHeader, labels: Uint16Array): CanonicalFacts {
  const counts = new Uint32Array(header.classes.length);
  for (const label of labels) {
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const { imageCount, imageShape, mean, std, meanFrom, stdFrom, sha256, sizeBytes, preparation = {} } = header;
  const classes = header.classes.map((name, index) => ({ name, imageCount: counts[index] ?? 0 }));
  return { imageCount, imageShape, classes, mean, std, meanFrom, stdFrom, sha256, sizeBytes, preparation };
}

async function writeDurably<T>(target: string, write: (handle: FileHandle) => Promise<T>): Promise<T> {
  const unfinished = `${target}.${randomUUID()}.unfinished`;
  const handle = await open(unfinished, 'wx');
  try {
    const result = await write(handle);
    await handle.sync();
    await handle.close();
    await rename(unfinished, target);
    await syncFolder(dirname(target));
    return result;
  } catch (error) {
    await handle.close();
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** So that the name outlives a power failure too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
