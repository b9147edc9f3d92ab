import { join } from 'node:path';
import { DatasetError } from './errors.ts';
import { fileSha256, linesSha256 } from './fingerprint.ts';
import { type IdxFile, openIdxFile } from './idx-file.ts';
import type { IdxPair } from './idx-names.ts';
import { classesOf, type ImageFile, imagesOf } from './image-file.ts';
import { decodeLabels, integerReader } from './npy-values.ts';

/** Reads MNIST, Fashion-MNIST and the like as they are distributed: an images file and a labels file, plain or gzip. */
export async function openIdx({ folder, images, labels }: IdxPair, signal?: AbortSignal): Promise<ImageFile> {
  const imagesFile = await openIdxFile(join(folder, images), signal);
  try {
    const labelsFile = await openIdxFile(join(folder, labels), signal);
    try {
      return await imageFileOf(imagesFile, labelsFile, signal);
    } finally {
      await labelsFile.handle.close();
    }
  } catch (error) {
    await imagesFile.handle.close();
    throw error;
  }
}

async function imageFileOf(images: IdxFile, labelsFile: IdxFile, signal?: AbortSignal): Promise<ImageFile> {
  if (images.type.name !== 'uint8') {
    throw new DatasetError(`images must be uint8; got ${images.type.name} in ${images.name}`);
  }
  const { imageCount, imageShape } = imagesOf(images.shape);
  const labels = await readLabels(labelsFile, imageCount, signal);
  return {
    imageCount,
    imageShape,
    labels,
    classes: classesOf(labels, null),
    mean: null,
    std: null,
    sha256: linesSha256([await fingerprinted(images, signal), await fingerprinted(labelsFile, signal)]),
    sizeBytes: images.sizeBytes + labelsFile.sizeBytes,
    stored: images.gzip ? null : { handle: images.handle, offset: images.headerBytes },
    pixels: images.values,
    close: () => images.handle.close(),
  };
}

function readLabels(file: IdxFile, imageCount: number, signal?: AbortSignal): Promise<Uint16Array> {
  const read = integerReader(file.type);
  if (read === null) {
    throw new DatasetError(`labels must be integers; got ${file.type.name} in ${file.name}`);
  }
  if (file.shape.length !== 1) {
    throw new DatasetError(`labels must be [N], one an image; got [${file.shape.join(', ')}] in ${file.name}`);
  }
  if (file.shape[0] !== imageCount) {
    throw new DatasetError(
      `there must be as many labels as images (${imageCount}); got ${file.shape[0]} in ${file.name}`,
    );
  }
  return decodeLabels(file.values(signal), file.type.itemBytes, read, imageCount);
}

async function fingerprinted({ handle, name, sizeBytes }: IdxFile, signal?: AbortSignal) {
  return { relativePath: name, sha256: await fileSha256(handle, sizeBytes, name, signal) };
}
