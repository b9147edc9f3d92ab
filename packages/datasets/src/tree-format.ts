import type { FileTree } from './file-tree.ts';
import type { ImageFile } from './image-file.ts';
import type { Preparation, PreparationOptions } from './preparation.ts';

/** A way in which the files of a folder or archive are a dataset. To add one: a file that has one of these, a line in formats.ts. */
export interface TreeFormat {
  /** Whether a file is of use to this format; others of a .tar.gz are not unpacked. */
  uses(file: { path: string }): boolean;
  /** A used file that is larger is refused before it is unpacked. */
  readonly maximumFileBytes: number;
  /** Whether the names of a tree say that it is of this format. */
  recognises(tree: FileTree): boolean;
  /** What can be chosen of its images, or done to them. */
  readonly prepares: readonly (keyof Preparation)[];
  /** Checks everything but the pixels. Takes the tree over once it succeeds: its close() is the result's. Throws DatasetError. */
  read(tree: FileTree, options: PreparationOptions & { signal?: AbortSignal | undefined }): Promise<ImageFile>;
}
