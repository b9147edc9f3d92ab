import type { FileHandle } from 'node:fs/promises';
import { readAt } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import type { ImageShape } from './image-file.ts';
import type { Normalisation } from './normalisation.ts';
import type { Preparation } from './preparation.ts';

/** Labelled uint8 images with random access. */
export interface Dataset extends Normalisation {
  readonly imageCount: number;
  readonly imageShape: ImageShape;
  /** Class index of each image. */
  readonly labels: Uint16Array;
  /** Names of the classes by index; a class may have no image. */
  readonly classes: readonly string[];
  /** Of the source file; of a folder, that of its sorted lines `SHA256  RELATIVE/PATH`, of an IDX pair `SHA256  NAME`, each ended by a newline. */
  readonly sha256: string;
  /** Of the source, all files of a folder or IDX pair together. */
  readonly sizeBytes: number;
  /** What was chosen of the source and done to its images; empty where it is all of it as it is. */
  readonly preparation: Preparation;
  /** Pixels of one image, height x width x channels, in an array of their own. Reads that image's bytes and no others. */
  read(index: number): Promise<Uint8Array>;
  /** Pixels of `count` images from `first` on, one after another, at the cost of one read. */
  readRun(first: number, count: number): Promise<Uint8Array>;
  /** Lets go of the file, and removes it where it was made for this. Again: does nothing. */
  close(): Promise<void>;
}

type Facts = Omit<Dataset, 'read' | 'readRun' | 'close'>;

/** A dataset whose pixels lie at `offset` of a file, image after image. */
export function datasetOver(facts: Facts, handle: FileHandle, offset: number, close: () => Promise<void>): Dataset {
  const { imageCount, imageShape, labels, classes, mean, std, meanFrom, stdFrom, sha256, sizeBytes, preparation } =
    facts;
  const imageBytes = imageShape[0] * imageShape[1] * imageShape[2];
  let closing: Promise<void> | null = null;
  async function readRun(first: number, count: number): Promise<Uint8Array> {
    if (!Number.isInteger(first) || first < 0 || first >= imageCount) {
      throw new DatasetError(`image must be 0 to ${imageCount - 1}; got ${first}`);
    }
    if (!Number.isInteger(count) || count < 1 || first + count > imageCount) {
      throw new DatasetError(`images from ${first} on must be 1 to ${imageCount - first}; got ${count}`);
    }
    if (closing !== null) {
      throw new DatasetError(`image ${first} can't be read: the dataset is closed`);
    }
    return readAt(handle, offset + first * imageBytes, count * imageBytes, `image ${first}`);
  }
  return {
    imageCount,
    imageShape,
    labels,
    classes,
    mean,
    std,
    meanFrom,
    stdFrom,
    sha256,
    sizeBytes,
    preparation,
    read: (index) => readRun(index, 1),
    readRun,
    close() {
      closing ??= close();
      return closing;
    },
  };
}
