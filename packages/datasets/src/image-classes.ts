import { isHidden } from './entry-name.ts';
import { DatasetError } from './errors.ts';
import { byCode, type FileTree, lastName, type TreeFile } from './file-tree.ts';
import type { Split } from './preparation.ts';

/** An image file and the folder that is its class. */
export interface ClassImage {
  file: TreeFile;
  className: string;
}

const IMAGE = /\.(png|jpe?g|webp)$/i;
/** Left out silently, these would make another dataset of a folder. */
const OTHER_IMAGE = /\.(bmp|gif|tiff?|avif|hei[cf]|svg|p[pgnb]m|jp2|ico)$/i;
const SPLITS: Record<Split, RegExp> = { train: /^train(ing)?$/i, test: /^(test(ing)?|val(id(ation)?)?)$/i };

/** Whether a file is called as an image is, one that can be read or not. */
export function isImage(path: string): boolean {
  return !isHidden(path) && (IMAGE.test(path) || OTHER_IMAGE.test(path));
}

/**
 * The images of a tree with one folder a class, at its top or inside folders that hold everything; of its train or test
 * folder where `split` says so. Sorted by class, then by path. Throws DatasetError where an image has no class.
 */
export function classImages(tree: FileTree, split: Split | undefined): ClassImage[] {
  const files = tree.files.filter(({ path }) => isImage(path));
  const other = files.find(({ path }) => OTHER_IMAGE.test(path));
  if (other !== undefined) {
    throw new DatasetError(`images must be PNG, JPEG or WebP; ${tree.name} holds ${other.path}`);
  }
  let images = files.map((file) => ({ file, folders: file.path.split('/').slice(0, -1) }));
  images = withoutTop(images);
  if (split !== undefined) {
    images = withoutTop(ofSplit(images, split, tree.name));
  }
  return images.map(({ file, folders }) => ({ file, className: classOf(file, folders, tree.name) })).sort(byClass);
}

interface Placed {
  file: TreeFile;
  folders: string[];
}

/** Takes away outer folders that hold everything, as archives have one, down to the folders of the classes. */
function withoutTop(images: readonly Placed[]): Placed[] {
  const [first] = images;
  const top = first?.folders[0];
  const all = images.every(({ folders }) => folders.length > 1 && folders[0] === top);
  if (first === undefined || top === undefined || !all || isSplit(top)) {
    return [...images];
  }
  return withoutTop(images.map(({ file, folders }) => ({ file, folders: folders.slice(1) })));
}

function isSplit(name: string): boolean {
  return Object.values(SPLITS).some((pattern) => pattern.test(name));
}

function ofSplit(images: readonly Placed[], split: Split, name: string): Placed[] {
  const chosen = images.filter(({ folders }) => folders.length > 1 && SPLITS[split].test(folders[0] ?? ''));
  if (chosen.length === 0) {
    throw new DatasetError(`split chooses between folders named train and test or val; ${name} has none for ${split}`);
  }
  return chosen.map(({ file, folders }) => ({ file, folders: folders.slice(1) }));
}

function classOf(file: TreeFile, folders: readonly string[], name: string): string {
  const [className, ...deeper] = folders;
  if (className === undefined) {
    throw new DatasetError(`images of ${name} must be in a folder a class; ${lastName(file.path)} is in none`);
  }
  if (deeper.length > 0) {
    const rule = isSplit(className)
      ? 'give the folder that holds the classes, or `split`'
      : 'folders of classes may hold no others';
    throw new DatasetError(`images of ${name} must be in a folder a class; ${file.path} is deeper: ${rule}`);
  }
  return className;
}

/** By name of class, not by path: a-b/1.png is before a/1.png as a path. */
function byClass(a: ClassImage, b: ClassImage): number {
  return byCode(a.className, b.className) || byCode(a.file.path, b.file.path);
}
