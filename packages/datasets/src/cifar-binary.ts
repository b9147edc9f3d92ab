import { wholeItems } from './byte-streams.ts';
import {
  batchesOf,
  CIFAR_IMAGE_BYTES,
  type CifarLayout,
  type CifarVariant,
  checkedNames,
  checkLabel,
  MAXIMUM_BATCH_BYTES,
  readCifar,
} from './cifar.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, lastName, readWhole, type TreeFile } from './file-tree.ts';
import type { ImageFile } from './image-file.ts';
import type { TreeFormat } from './tree-format.ts';

/** data_batch_1.bin … data_batch_5.bin, test_batch.bin: a label and an image a row. */
const CIFAR_10: CifarVariant = {
  classCount: 10,
  placeOf(name) {
    const [, number] = /^data_batch_(\d{1,6})\.bin$/.exec(name) ?? [];
    if (number !== undefined) {
      return { split: 'train', place: Number(number) };
    }
    return name === 'test_batch.bin' ? { split: 'test', place: Number.MAX_SAFE_INTEGER } : null;
  },
};

/** train.bin, test.bin: a coarse label, a fine label and an image a row; classes are the fine ones. */
const CIFAR_100: CifarVariant = {
  classCount: 100,
  placeOf: (name) =>
    name === 'train.bin' ? { split: 'train', place: 0 } : name === 'test.bin' ? { split: 'test', place: 1 } : null,
};

const MAXIMUM_NAMES_BYTES = 65_536;
const VARIANTS = [CIFAR_10, CIFAR_100] as const;

/** CIFAR-10 and CIFAR-100, binary version, as distributed. Source: https://www.cs.toronto.edu/~kriz/cifar.html. */
export const CIFAR_BINARY: TreeFormat = {
  uses: ({ path }) => {
    const name = lastName(path);
    return VARIANTS.some(({ placeOf, classCount }) => placeOf(name) !== null || name === nameFile(classCount));
  },
  maximumFileBytes: MAXIMUM_BATCH_BYTES,
  recognises: (tree) => variantOf(tree) !== undefined,
  prepares: ['split'],
  read(tree, { split, signal }) {
    const variant = variantOf(tree) ?? CIFAR_10;
    return readCifar(tree, batchesOf(tree, variant, split), BINARY, variant.classCount, signal);
  },
};

/** A single batch on its own, told by its size and its labels; null where it is none. Throws DatasetError. */
export async function readSingleBatch(tree: FileTree, file: TreeFile, signal?: AbortSignal): Promise<ImageFile | null> {
  for (const { classCount, placeOf } of VARIANTS) {
    if (placeOf(file.path) !== null || (await hasRows(file, classCount, signal))) {
      return readCifar(tree, [file], BINARY, classCount, signal);
    }
  }
  return null;
}

/** Names of the files beside a single batch that say how its classes are called. */
export const NAME_FILES = ['batches.meta.txt', 'fine_label_names.txt'];

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

function variantOf(tree: FileTree): CifarVariant | undefined {
  return VARIANTS.find(({ placeOf }) => tree.files.some(({ path }) => placeOf(lastName(path)) !== null));
}

const BINARY: CifarLayout = {
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
