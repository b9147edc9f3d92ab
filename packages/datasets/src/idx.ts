import { join } from 'node:path';
import { DatasetError } from './errors.ts';
import { lastName } from './file-tree.ts';
import { linesSha256, streamSha256 } from './fingerprint.ts';
import { type IdxFile, type IdxSource, openIdxSource, readIdxFile } from './idx-file.ts';
import { type IdxPair, isImagesName, isLabelsName, pairInTree } from './idx-names.ts';
import { classesOf, type ImageFile, imagesOf } from './image-file.ts';
import { decodeLabels, labelReader } from './npy-values.ts';
import type { TreeFormat } from './tree-format.ts';

/** Reads MNIST, Fashion-MNIST and the like as they are distributed: an images file and a labels file, plain or gzip. */
export async function openIdx({ folder, images, labels }: IdxPair, signal?: AbortSignal): Promise<ImageFile> {
  const imagesSource = await openIdxSource(join(folder, images));
  try {
    const labelsSource = await openIdxSource(join(folder, labels));
    try {
      const facts = await pairFacts(imagesSource, labelsSource, signal);
      const sha256 = linesSha256([await line(imagesSource, signal), await line(labelsSource, signal)]);
      const sizeBytes = imagesSource.sizeBytes + labelsSource.sizeBytes;
      return { ...facts, sha256, sizeBytes, close: imagesSource.close };
    } finally {
      await labelsSource.close();
    }
  } catch (error) {
    await imagesSource.close();
    throw error;
  }
}

/** The two files in an archive; with train and test in it, those that `split` says. */
export const IDX_PAIR: TreeFormat = {
  uses: ({ path }) => isImagesName(lastName(path)) || isLabelsName(lastName(path)),
  maximumFileBytes: Number.MAX_SAFE_INTEGER,
  recognises: ({ files }) => files.some(({ path }) => isImagesName(lastName(path))),
  prepares: ['split'],
  async read(tree, { split, signal }) {
    const { images, labels } = pairInTree(tree, split);
    const facts = await pairFacts(images, labels, signal);
    return { ...facts, sha256: await tree.sha256(signal), sizeBytes: tree.sizeBytes, close: tree.close };
  },
};

type PairFacts = Omit<ImageFile, 'sha256' | 'sizeBytes' | 'close'>;

async function pairFacts(imagesSource: IdxSource, labelsSource: IdxSource, signal?: AbortSignal): Promise<PairFacts> {
  const images = await readIdxFile(imagesSource, signal);
  const labelsFile = await readIdxFile(labelsSource, signal);
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
    stored: images.stored,
    pixels: images.values,
  };
}

function readLabels(file: IdxFile, imageCount: number, signal?: AbortSignal): Promise<Uint16Array> {
  const read = labelReader({ ...file, where: ` in ${file.name}` }, imageCount);
  return decodeLabels(file.values(signal), file.type.itemBytes, read, imageCount);
}

async function line(source: IdxSource, signal?: AbortSignal) {
  return { relativePath: source.path, sha256: await streamSha256(source.bytes(signal)) };
}
