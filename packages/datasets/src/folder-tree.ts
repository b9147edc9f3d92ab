import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileRange } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { type FileTree, sortedByPath, type TreeFile } from './file-tree.ts';
import { linesSha256, streamSha256 } from './fingerprint.ts';
import { MAXIMUM_FILE_COUNT } from './limits.ts';

const MAXIMUM_DEPTH = 8;

/** The files of a folder on this machine and of the folders in it. Links are followed: the folder is its owner's. Throws DatasetError. */
export async function openFolder(folder: string, name: string): Promise<FileTree> {
  const files: TreeFile[] = [];
  for await (const file of walk(folder, '', 0)) {
    files.push(file);
    if (files.length > MAXIMUM_FILE_COUNT) {
      throw new DatasetError(`${name} must hold at most ${MAXIMUM_FILE_COUNT} files; it has more`);
    }
  }
  const sorted = sortedByPath(files);
  return {
    name,
    files: sorted,
    sizeBytes: sorted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    sha256: (signal) => sha256Of(sorted, signal),
    close: async () => {},
  };
}

/** A single file of a folder, and those of its neighbours that are there. Its sha256 and size are the file's alone. */
export async function openWithNeighbours(
  folder: string,
  name: string,
  neighbours: readonly string[],
): Promise<{ tree: FileTree; file: TreeFile }> {
  const file = await fileIn(folder, name);
  const there = (await readdir(folder)).filter((each) => neighbours.includes(each));
  const beside = await Promise.all(there.map((each) => fileIn(folder, each)));
  const tree = {
    name,
    files: sortedByPath([file, ...beside]),
    sizeBytes: file.sizeBytes,
    sha256: (signal?: AbortSignal) => streamSha256(file.bytes(signal)),
    close: async () => {},
  };
  return { tree, file };
}

async function* walk(root: string, below: string, depth: number): AsyncGenerator<TreeFile> {
  if (depth > MAXIMUM_DEPTH) {
    throw new DatasetError(`${root} must have folders at most ${MAXIMUM_DEPTH} deep; ${below} is deeper`);
  }
  for (const name of await readdir(join(root, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    const facts = await stat(join(root, path));
    if (facts.isDirectory()) {
      yield* walk(root, path, depth + 1);
    } else if (facts.isFile()) {
      yield { path, sizeBytes: facts.size, stored: null, bytes: (signal) => fileBytes(root, path, facts.size, signal) };
    }
  }
}

async function fileIn(folder: string, name: string): Promise<TreeFile> {
  const { size } = await stat(join(folder, name));
  return { path: name, sizeBytes: size, stored: null, bytes: (signal) => fileBytes(folder, name, size, signal) };
}

async function* fileBytes(
  root: string,
  path: string,
  sizeBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const handle = await open(join(root, path), 'r');
  try {
    yield* fileRange(handle, 0, sizeBytes, path, signal);
  } finally {
    await handle.close();
  }
}

async function sha256Of(files: readonly TreeFile[], signal?: AbortSignal): Promise<string> {
  const lines: { relativePath: string; sha256: string }[] = [];
  for (const file of files) {
    lines.push({ relativePath: file.path, sha256: await streamSha256(file.bytes(signal)) });
  }
  return linesSha256(lines);
}
