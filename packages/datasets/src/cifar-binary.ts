import { wholeItems } from './byte-streams.ts';
import {
  CIFAR_IMAGE_BYTES,
  type CifarLayout,
  checkedNames,
  checkLabel,
  cifarFormat,
  readCifar,
  variantsOf,
} from './cifar.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, lastName, readWhole, type TreeFile } from './file-tree.ts';
import type { ImageFile } from './image-file.ts';

const MAXIMUM_NAMES_BYTES = 65_536;

/** A single batch on its own, told by its size and its labels; null where it is none. Throws DatasetError. */
export async function readSingleBatch(tree: FileTree, file: TreeFile, signal?: AbortSignal): Promise<ImageFile | null> {
  for (const { classCount, placeOf } of BINARY.variants) {
    if (placeOf(file.path) !== null || (await hasRows(file, classCount, signal))) {
      return readCifar(tree, [file], BINARY, classCount, signal);
    }
  }
  return null;
}

async function hasRows(file: TreeFile, classCount: number, signal?: AbortSignal): Promise<boolean> {
  const { rowBytes } = rowLayout(classCount);
  if (file.sizeBytes === 0 || file.sizeBytes % rowBytes !== 0) {
    return false;
  }
  try {
    await BINARY.labels(file, classCount, signal);
    return true;
  } catch (error) {
    if (error instanceof DatasetError) {
      return false;
    }
    throw error;
  }
}

/** A label and an image a row; of CIFAR-100 a coarse label before the fine one, and classes are the fine ones. */
const BINARY: CifarLayout = {
  variants: variantsOf('.bin'),
  nameFiles: ['batches.meta.txt', 'fine_label_names.txt'],
  async labels(file, classCount, signal) {
    const { rowBytes, labelBytes } = rowsOf(file, classCount);
    const labels = new Uint8Array(file.sizeBytes / rowBytes);
    let index = 0;
    for await (const chunk of wholeItems(file.bytes(signal), rowBytes)) {
      for (let at = labelBytes - 1; at < chunk.length; at += rowBytes, index++) {
        labels[index] = checkLabel(chunk[at] ?? 0, classCount, index, file);
      }
    }
    return labels;
  },
  async *rows(file, classCount, signal) {
    const { rowBytes, labelBytes } = rowsOf(file, classCount);
    for await (const chunk of wholeItems(file.bytes(signal), rowBytes)) {
      for (let at = labelBytes; at < chunk.length; at += rowBytes) {
        yield chunk.subarray(at, at + CIFAR_IMAGE_BYTES);
      }
    }
  },
  async classes(beside, classCount, signal) {
    const file = beside.find(({ path }) => lastName(path) === nameFile(classCount));
    if (file === undefined) {
      return null;
    }
    const text = Buffer.from(await readWhole(file, MAXIMUM_NAMES_BYTES, signal)).toString();
    // The file of CIFAR-10 ends in two newlines.
    return checkedNames(text.trimEnd().split(/\r?\n/), classCount, file);
  },
};

/** CIFAR-10 and CIFAR-100, binary version. */
export const CIFAR_BINARY = cifarFormat(BINARY);
export const { nameFiles: BINARY_NAME_FILES } = BINARY;

function nameFile(classCount: number): string {
  return classCount === 10 ? 'batches.meta.txt' : 'fine_label_names.txt';
}

function rowLayout(classCount: number): { rowBytes: number; labelBytes: number } {
  const labelBytes = classCount === 10 ? 1 : 2;
  return { labelBytes, rowBytes: labelBytes + CIFAR_IMAGE_BYTES };
}

/** Bytes of a row, and of the labels before its pixels. Throws DatasetError where a file holds no whole number of rows. */
function rowsOf(file: TreeFile, classCount: number): { rowBytes: number; labelBytes: number } {
  const { rowBytes, labelBytes } = rowLayout(classCount);
  if (file.sizeBytes === 0 || file.sizeBytes % rowBytes !== 0) {
    throw new DatasetError(
      `${file.path} must have whole rows of ${rowBytes} bytes, as CIFAR-${classCount} has them; it has ${file.sizeBytes} bytes`,
    );
  }
  return { rowBytes, labelBytes };
}
