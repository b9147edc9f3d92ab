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
import { readPickle } from './pickle.ts';
import { integersOf, kindOfValue, PickledArray, PickledDictionary, PickledList, textOf } from './pickle-values.ts';
import type { TreeFormat } from './tree-format.ts';

/** data_batch_1 … data_batch_5, test_batch: dictionaries with data and labels. */
const CIFAR_10: CifarVariant = {
  classCount: 10,
  placeOf(name) {
    const [, number] = /^data_batch_(\d{1,6})$/.exec(name) ?? [];
    if (number !== undefined) {
      return { split: 'train', place: Number(number) };
    }
    return name === 'test_batch' ? { split: 'test', place: Number.MAX_SAFE_INTEGER } : null;
  },
};

/** train, test: dictionaries with data and fine_labels. */
const CIFAR_100: CifarVariant = {
  classCount: 100,
  placeOf: (name) =>
    name === 'train' ? { split: 'train', place: 0 } : name === 'test' ? { split: 'test', place: 1 } : null,
};

const VARIANTS = [CIFAR_10, CIFAR_100] as const;
const MAXIMUM_NAMES_BYTES = 2 ** 20;

/** CIFAR-10 and CIFAR-100, Python version, as distributed. Source: https://www.cs.toronto.edu/~kriz/cifar.html. */
export const CIFAR_PYTHON: TreeFormat = {
  uses: ({ path }) => {
    const name = lastName(path);
    return VARIANTS.some(({ placeOf }) => placeOf(name) !== null) || PYTHON_NAME_FILES.includes(name);
  },
  maximumFileBytes: MAXIMUM_BATCH_BYTES,
  recognises: (tree) => variantOf(tree) !== undefined,
  prepares: ['split'],
  read(tree, { split, signal }) {
    const variant = variantOf(tree) ?? CIFAR_10;
    return readCifar(tree, batchesOf(tree, variant, split), PICKLED, variant.classCount, signal);
  },
};

/** Names of the files beside a single batch that say how its classes are called. */
export const PYTHON_NAME_FILES = ['batches.meta', 'meta'];

/** A single pickled batch on its own, whatever it is called. Throws DatasetError. */
export async function readPickledBatch(tree: FileTree, file: TreeFile, signal?: AbortSignal): Promise<ImageFile> {
  const classCount = (await dictionary(file, MAXIMUM_BATCH_BYTES, signal)).has('fine_labels') ? 100 : 10;
  return readCifar(tree, [file], PICKLED, classCount, signal);
}

function variantOf(tree: FileTree): CifarVariant | undefined {
  return VARIANTS.find(({ placeOf }) => tree.files.some(({ path }) => placeOf(lastName(path)) !== null));
}

const PICKLED: CifarLayout = {
  async labels(file, classCount, signal) {
    const { labels, data } = await batch(file, classCount, signal);
    if (labels.length * CIFAR_IMAGE_BYTES !== data.length) {
      throw new DatasetError(
        `${file.path} must have as many labels as images (${data.length / CIFAR_IMAGE_BYTES}); got ${labels.length}`,
      );
    }
    return Uint8Array.from(labels, (label, index) => checkLabel(label, classCount, index, file));
  },
  async *rows(file, classCount, signal) {
    yield (await batch(file, classCount, signal)).data;
  },
  async classes(beside, classCount, signal) {
    const name = classCount === 10 ? 'batches.meta' : 'meta';
    const file = beside.find(({ path }) => lastName(path) === name);
    if (file === undefined) {
      return null;
    }
    const key = classCount === 10 ? 'label_names' : 'fine_label_names';
    const names = (await dictionary(file, MAXIMUM_NAMES_BYTES, signal)).get(key);
    if (!(names instanceof PickledList)) {
      throw new DatasetError(`${key} of ${file.path} must be a list; got ${kindOfValue(names)}`);
    }
    return checkedNames(
      names.items.map((each) => textOf(each, key)),
      classCount,
      file,
    );
  },
};

async function batch(file: TreeFile, classCount: number, signal?: AbortSignal) {
  const entries = await dictionary(file, MAXIMUM_BATCH_BYTES, signal);
  const data = entries.get('data');
  if (
    !(data instanceof PickledArray) ||
    data.type?.name !== 'uint8' ||
    data.shape[1] !== CIFAR_IMAGE_BYTES ||
    data.shape.length !== 2
  ) {
    const got = data instanceof PickledArray ? `${data.type?.name} [${data.shape.join(', ')}]` : kindOfValue(data);
    throw new DatasetError(`data of ${file.path} must be a numpy array uint8 [N, ${CIFAR_IMAGE_BYTES}]; got ${got}`);
  }
  const key = classCount === 10 ? 'labels' : 'fine_labels';
  return { data: data.bytes, labels: integersOf(entries.get(key), `${key} of ${file.path}`) };
}

async function dictionary(file: TreeFile, maximumBytes: number, signal?: AbortSignal) {
  const value = readPickle(await readWhole(file, maximumBytes, signal), file.path);
  if (!(value instanceof PickledDictionary)) {
    throw new DatasetError(`${file.path} must be a pickled dictionary; got ${kindOfValue(value)}`);
  }
  return value.entries;
}
