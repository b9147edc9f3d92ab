import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatasetError } from './errors.ts';
import { type FileTree, folderOf, lastName, type TreeFile } from './file-tree.ts';
import type { Split } from './preparation.ts';

/** The two files of an IDX dataset, in one folder. */
export interface IdxPair {
  folder: string;
  images: string;
  labels: string;
}

const PARTS: Record<Split, RegExp> = { train: /train/i, test: /(t10k|test|val)/i };

/** train-images-idx3-ubyte, t10k-images-idx3-ubyte.gz, emnist-letters-test-images.idx3-ubyte ... */
const IMAGES = /^(.*)images([-._])idx\d-ubyte(\.gz)?$/i;

/** Whether a file is called as the images of an IDX dataset are. */
export function isImagesName(name: string): boolean {
  return IMAGES.test(name);
}

export function isLabelsName(name: string): boolean {
  return /^(.*)labels([-._])idx1-ubyte(\.gz)?$/i.test(name);
}

/** The pair that an archive holds, or that of its train or test part. Throws DatasetError where it holds none or several. */
export function pairInTree(tree: FileTree, split: Split | undefined): { images: TreeFile; labels: TreeFile } {
  const part = split && PARTS[split];
  const found = tree.files.filter(({ path }) => {
    const name = lastName(path);
    return isImagesName(name) && (part === undefined || part.test(name));
  });
  const [images] = found;
  if (images === undefined) {
    throw new DatasetError(`${tree.name} holds no IDX images file of the ${split} part`);
  }
  if (found.length > 1) {
    const paths = found.map(({ path }) => path).join(', ');
    throw new DatasetError(`${tree.name} holds ${found.length} IDX images files, ${paths}: choose one with \`split\``);
  }
  const beside = tree.files.filter(({ path }) => folderOf(path) === folderOf(images.path));
  const name = labelsBeside(
    tree.name,
    lastName(images.path),
    beside.map(({ path }) => lastName(path)),
  );
  const labels = beside.find(({ path }) => lastName(path) === name) ?? images;
  return { images, labels };
}

/** The pair that a folder holds. Throws DatasetError where it holds none or several. */
export async function pairInFolder(folder: string): Promise<IdxPair> {
  const names = await readdir(folder);
  const found = names.filter((name) => IMAGES.test(name));
  // A gzip file beside its unpacked self is the same dataset.
  const distinct = found.filter((name) => !name.endsWith('.gz') || !found.includes(name.slice(0, -3))).sort();
  const [images] = distinct;
  if (images === undefined) {
    throw new DatasetError(
      `${folder} must hold an IDX images file, named like t10k-images-idx3-ubyte or with .gz; it holds none`,
    );
  }
  if (distinct.length > 1) {
    throw new DatasetError(
      `${folder} holds ${distinct.length} IDX images files: give the path of one of ${distinct.join(', ')}`,
    );
  }
  return { folder, images, labels: labelsBeside(folder, images, names) };
}

/** The pair of an images file. Throws DatasetError where its labels are not beside it under the usual name. */
export async function pairOfImages(path: string): Promise<IdxPair> {
  const folder = dirname(path);
  const images = basename(path);
  return { folder, images, labels: labelsBeside(folder, images, await readdir(folder)) };
}

function labelsBeside(folder: string, images: string, names: string[]): string {
  const match = IMAGES.exec(images);
  if (match === null) {
    throw new DatasetError(
      `${images}: an IDX dataset is given by its images file, named like t10k-images-idx3-ubyte or with .gz, so that its labels are found`,
    );
  }
  const [, prefix = '', separator = '', gzip = ''] = match;
  const plain = `${prefix}labels${separator}idx1-ubyte`;
  const candidates = gzip === '' ? [plain, `${plain}.gz`] : [`${plain}.gz`, plain];
  const labels = candidates.find((name) => names.includes(name));
  if (labels === undefined) {
    throw new DatasetError(
      `${join(folder, images)} needs its labels beside it: there is no ${candidates.join(' and no ')}`,
    );
  }
  return labels;
}
