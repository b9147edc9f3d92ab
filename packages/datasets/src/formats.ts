import { CIFAR_BINARY } from './cifar-binary.ts';
import { CIFAR_PYTHON } from './cifar-python.ts';
import { DatasetError } from './errors.ts';
import type { FileTree } from './file-tree.ts';
import { IDX_PAIR } from './idx.ts';
import type { ImageFile } from './image-file.ts';
import { IMAGE_FOLDER } from './image-folder.ts';
import { type PreparationOptions, refusePreparation } from './preparation.ts';
import type { TreeFormat } from './tree-format.ts';

/** In the order in which they are tried. */
const FORMATS: readonly TreeFormat[] = [CIFAR_BINARY, CIFAR_PYTHON, IDX_PAIR, IMAGE_FOLDER];

const NAMES_SHOWN = 10;

/** Reads the dataset that the files of a tree are. Takes the tree over, and closes it on an error. Throws DatasetError. */
export async function readTree(
  tree: FileTree,
  options: PreparationOptions & { signal?: AbortSignal | undefined },
): Promise<ImageFile> {
  try {
    const format = FORMATS.find((each) => each.recognises(tree));
    if (format === undefined) {
      throw unknown(tree);
    }
    refusePreparation(options, tree.name, format.prepares);
    return await format.read(tree, options);
  } catch (error) {
    await tree.close();
    throw error;
  }
}

/** Whether some format may use an entry of a packed archive. Throws DatasetError where it is larger than all of them allow. */
export function isOfUse({ path, sizeBytes }: { path: string; sizeBytes: number }): boolean {
  const users = FORMATS.filter((format) => format.uses({ path }));
  const maximum = Math.max(...users.map(({ maximumFileBytes }) => maximumFileBytes));
  if (users.length > 0 && sizeBytes > maximum) {
    throw new DatasetError(`${path} must have at most ${maximum} bytes; it has ${sizeBytes}`);
  }
  return users.length > 0;
}

function unknown({ name, files }: FileTree): DatasetError {
  const there = files.slice(0, NAMES_SHOWN).map(({ path }) => path);
  const more = files.length > NAMES_SHOWN ? ` and ${files.length - NAMES_SHOWN} more` : '';
  return new DatasetError(
    `${name} must hold CIFAR's batches, an IDX pair or image files in a folder a class; it holds ${there.join(', ') || 'nothing'}${more}`,
  );
}
