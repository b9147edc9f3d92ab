import type { Bytes } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, folderOf, lastName, type TreeFile } from './file-tree.ts';
import type { ImageFile, ImageShape } from './image-file.ts';
import { MAXIMUM_IMAGE_COUNT } from './limits.ts';
import { interleaved } from './planar.ts';
import type { Split } from './preparation.ts';
import type { TreeFormat } from './tree-format.ts';

/** CIFAR-10 or CIFAR-100: how the files of its archive are called, and how many classes it has. */
export interface CifarVariant {
  classCount: 10 | 100;
  /** The part and place of a batch among the others, by its file's name; null where it is no batch. */
  placeOf(name: string): { split: Split; place: number } | null;
}

/** How the batches of a layout, binary or pickled, are called and read. */
export interface CifarLayout {
  /** CIFAR-10, then CIFAR-100. */
  readonly variants: readonly CifarVariant[];
  /** Names of the files beside batches that say how their classes are called. */
  readonly nameFiles: readonly string[];
  labels(file: TreeFile, classCount: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** Rows of 3072 bytes: 32 × 32 red values, then green, then blue. */
  rows(file: TreeFile, classCount: number, signal?: AbortSignal): Bytes;
  /** Names of the classes, from the files beside the batches; null where there are none. */
  classes(beside: readonly TreeFile[], classCount: number, signal?: AbortSignal): Promise<string[] | null>;
}

const CIFAR_SHAPE: ImageShape = [32, 32, 3];
export const CIFAR_IMAGE_BYTES = 32 * 32 * 3;
/** A batch as distributed has at most 154 MB. */
export const MAXIMUM_BATCH_BYTES = 512 * 2 ** 20;

/** data_batch_1 … data_batch_5 and test_batch, train and test, each with the layout's ending. */
export function variantsOf(ending: '' | '.bin'): readonly CifarVariant[] {
  const ofTen = new RegExp(`^data_batch_(\\d{1,6})${ending.replace('.', '\\.')}$`);
  return [
    {
      classCount: 10,
      placeOf(name) {
        const [, number] = ofTen.exec(name) ?? [];
        if (number !== undefined) {
          return { split: 'train', place: Number(number) };
        }
        return name === `test_batch${ending}` ? { split: 'test', place: Number.MAX_SAFE_INTEGER } : null;
      },
    },
    {
      classCount: 100,
      placeOf(name) {
        if (name === `train${ending}`) {
          return { split: 'train', place: 0 };
        }
        return name === `test${ending}` ? { split: 'test', place: 1 } : null;
      },
    },
  ];
}

/** The folders and archives of a layout, as distributed. Source: https://www.cs.toronto.edu/~kriz/cifar.html. */
export function cifarFormat(layout: CifarLayout): TreeFormat {
  const variantIn = (tree: FileTree) =>
    layout.variants.find(({ placeOf }) => tree.files.some(({ path }) => placeOf(lastName(path)) !== null));
  return {
    uses({ path }) {
      const name = lastName(path);
      return layout.variants.some(({ placeOf }) => placeOf(name) !== null) || layout.nameFiles.includes(name);
    },
    maximumFileBytes: MAXIMUM_BATCH_BYTES,
    recognises: (tree) => variantIn(tree) !== undefined,
    prepares: ['split'],
    async read(tree, { split, signal }) {
      const variant = variantIn(tree);
      if (variant === undefined) {
        throw new DatasetError(`${tree.name} holds no CIFAR batch`);
      }
      return readCifar(tree, batchesOf(tree, variant, split), layout, variant.classCount, signal);
    },
  };
}

/** The batches of a tree in the archive's own numbering, train before test. Throws DatasetError where they are in several folders. */
function batchesOf(tree: FileTree, variant: CifarVariant, split: Split | undefined): TreeFile[] {
  const all = tree.files.flatMap((file) => {
    const place = variant.placeOf(lastName(file.path));
    return place === null ? [] : [{ file, ...place }];
  });
  const folders = new Set(all.map(({ file }) => folderOf(file.path)));
  if (folders.size > 1) {
    throw new DatasetError(
      `${tree.name} must hold one CIFAR; it has batches in ${[...folders].slice(0, 5).join(', ')}`,
    );
  }
  const chosen = all.filter((batch) => split === undefined || batch.split === split);
  if (chosen.length === 0) {
    throw new DatasetError(`${tree.name} holds no CIFAR batch of the ${split} part`);
  }
  return chosen.sort((a, b) => a.place - b.place).map(({ file }) => file);
}

/** Reads batches into images, height × width × channel as everywhere. Takes the tree over. Throws DatasetError. */
export async function readCifar(
  tree: FileTree,
  batches: readonly TreeFile[],
  layout: CifarLayout,
  classCount: number,
  signal?: AbortSignal,
): Promise<ImageFile> {
  const folder = folderOf(batches[0]?.path ?? '');
  const beside = tree.files.filter(({ path }) => folderOf(path) === folder);
  const classes = (await layout.classes(beside, classCount, signal)) ?? numbered(classCount);
  const labels = await allLabels(batches, layout, classCount, tree.name, signal);
  async function* pixels(during?: AbortSignal): AsyncGenerator<Uint8Array> {
    for (const batch of batches) {
      yield* interleaved(layout.rows(batch, classCount, during), 3, CIFAR_IMAGE_BYTES);
    }
  }
  return {
    imageCount: labels.length,
    imageShape: CIFAR_SHAPE,
    labels,
    classes,
    mean: null,
    std: null,
    sha256: await tree.sha256(signal),
    sizeBytes: tree.sizeBytes,
    stored: null,
    pixels,
    close: tree.close,
  };
}

async function allLabels(
  batches: readonly TreeFile[],
  layout: CifarLayout,
  classCount: number,
  name: string,
  signal?: AbortSignal,
): Promise<Uint16Array> {
  const parts: Uint8Array[] = [];
  let count = 0;
  for (const batch of batches) {
    const labels = await layout.labels(batch, classCount, signal);
    parts.push(labels);
    count += labels.length;
    if (count > MAXIMUM_IMAGE_COUNT) {
      throw new DatasetError(`there must be at most ${MAXIMUM_IMAGE_COUNT} images; ${name} has more`);
    }
  }
  if (count === 0) {
    throw new DatasetError(`there must be at least 1 image; ${name} has none`);
  }
  return Uint16Array.from(Buffer.concat(parts));
}

/** Refuses a label that names no class. */
export function checkLabel(label: number, classCount: number, index: number, file: TreeFile): number {
  if (!Number.isInteger(label) || label < 0 || label >= classCount) {
    throw new DatasetError(`labels must be 0 to ${classCount - 1}; got ${label} at image ${index} of ${file.path}`);
  }
  return label;
}

/** Names of the classes as a meta file has them: one a class. Throws DatasetError where there are others than that. */
export function checkedNames(names: readonly string[], classCount: number, file: TreeFile): string[] {
  if (names.length !== classCount) {
    throw new DatasetError(`${file.path} must name ${classCount} classes; it names ${names.length}`);
  }
  const unusable = names.find((name) => name === '' || name.includes('\0'));
  if (unusable !== undefined) {
    throw new DatasetError(
      `${file.path} must name classes by texts, without zeros within; got ${JSON.stringify(unusable)}`,
    );
  }
  return [...names];
}

function numbered(classCount: number): string[] {
  return Array.from({ length: classCount }, (_, index) => String(index));
}
