import {
  CIFAR_IMAGE_BYTES,
  type CifarLayout,
  checkedNames,
  checkLabel,
  cifarFormat,
  MAXIMUM_BATCH_BYTES,
  readCifar,
  variantsOf,
} from './cifar.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, lastName, readWhole, type TreeFile } from './file-tree.ts';
import type { ImageFile } from './image-file.ts';
import { readPickle } from './pickle.ts';
import { integersOf, kindOfValue, PickledArray, PickledDictionary, PickledList, textOf } from './pickle-values.ts';

const MAXIMUM_NAMES_BYTES = 2 ** 20;

/** A single pickled batch on its own, whatever it is called. Throws DatasetError. */
export async function readPickledBatch(tree: FileTree, file: TreeFile, signal?: AbortSignal): Promise<ImageFile> {
  const classCount = (await dictionary(file, MAXIMUM_BATCH_BYTES, signal)).has('fine_labels') ? 100 : 10;
  return readCifar(tree, [file], PICKLED, classCount, signal);
}

/** Dictionaries with data and labels, or fine_labels. */
const PICKLED: CifarLayout = {
  variants: variantsOf(''),
  nameFiles: ['batches.meta', 'meta'],
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

/** CIFAR-10 and CIFAR-100, Python version. */
export const CIFAR_PYTHON = cifarFormat(PICKLED);
export const { nameFiles: PYTHON_NAME_FILES } = PICKLED;

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
