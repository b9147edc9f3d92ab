import type { FileHandle } from 'node:fs/promises';
import { readAt } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import type { ImageShape } from './image-file.ts';
import type { Normalisation } from './normalisation.ts';

/** Labelled uint8 images with random access. */
export interface Dataset extends Normalisation {
  readonly imageCount: number;
  readonly imageShape: ImageShape;
  /** Class index of each image. */
  readonly labels: Uint16Array;
  /** Names of the classes by index; a class may have no image. */
  readonly classes: readonly string[];
  /** Of the source file; of an IDX pair, that of its sorted lines `SHA256  NAME`, each ended by a newline. */
  readonly sha256: string;
  /** Of the source, both files of an IDX pair together. */
  readonly sizeBytes: number;
  /** Pixels of one image, height x width x channels, in an array of their own. Reads that image's bytes and no others. */
  read(index: number): Promise<Uint8Array>;
  /** Lets go of the file, and removes it where it was made for this. Again: does nothing. */
  close(): Promise<void>;
}

type Facts = Omit<Dataset, 'read' | 'close'>;

/** A dataset whose pixels lie at `offset` of a file, image after image. */
export function datasetOver(facts: Facts, handle: FileHandle, offset: number, close: () => Promise<void>): Dataset {
  const { imageCount, imageShape, labels, classes, mean, std, meanFrom, stdFrom, sha256, sizeBytes } = facts;
  const imageBytes = imageShape[0] * imageShape[1] * imageShape[2];
  let closing: Promise<void> | null = null;
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
    async read(index) {
      if (!Number.isInteger(index) || index < 0 || index >= imageCount) {
        throw new DatasetError(`image must be 0 to ${imageCount - 1}; got ${index}`);
      }
      if (closing !== null) {
        throw new DatasetError(`image ${index} can't be read: the dataset is closed`);
      }
      return readAt(handle, offset + index * imageBytes, imageBytes, `image ${index}`);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
