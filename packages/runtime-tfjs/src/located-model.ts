import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EngineError, type ModelFileFormat } from '@passband/engine';
import { unpackArchive } from './archive.ts';
import { readModelJson } from './model-json.ts';

/** Where a model's files lie, unpacked. */
export interface LocatedModel {
  format: Exclude<ModelFileFormat, 'ONNX'>;
  /** Holds model.json, or saved_model.pb and variables/. */
  folder: string;
  /** Removes what was unpacked for it. */
  remove(): Promise<void>;
}

const NOTHING = async (): Promise<void> => {};

/**
 * Finds a TensorFlow SavedModel or a TF.js model: a folder, its model.json, or an archive (.zip, .tar.gz, .tar, told by its
 * bytes) with one of them. Null where the path is none of these. Throws EngineError where an archive is refused.
 */
export async function locateModel(path: string): Promise<LocatedModel | null> {
  const facts = await stat(path).catch(() => null);
  if (!facts) return null;
  if (facts.isDirectory()) return inFolder(path, NOTHING);
  if (basename(path) === 'model.json') return inFolder(dirname(path), NOTHING);
  if (!(await isArchive(path))) return null;
  const { folder, remove } = await unpackArchive(path);
  try {
    const found = await inFolder(await withoutTopFolder(folder), remove);
    if (found) return found;
    throw new EngineError(
      `the model must be an ONNX file, or an archive with a saved_model.pb or model.json; ${path} is an archive with neither`,
    );
  } catch (error) {
    await remove();
    throw error;
  }
}

async function inFolder(folder: string, remove: () => Promise<void>): Promise<LocatedModel | null> {
  const names = await readdir(folder);
  if (names.includes('saved_model.pb')) return { format: 'TF_SAVED_MODEL', folder, remove };
  if (!names.includes('model.json')) return null;
  const { kind } = await readModelJson(join(folder, 'model.json'));
  return { format: kind === 'graph' ? 'TFJS_GRAPH' : 'TFJS_LAYERS', folder, remove };
}

/** An archive's only folder, if it holds nothing else. */
async function withoutTopFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const [only] = entries;
  return entries.length === 1 && only?.isDirectory() ? withoutTopFolder(join(folder, only.name)) : folder;
}

const TAR_MAGIC = 'ustar';
const TAR_MAGIC_AT = 257;

/** Zip, gzip or tar, by the first bytes. */
async function isArchive(path: string): Promise<boolean> {
  const handle: FileHandle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(TAR_MAGIC_AT + TAR_MAGIC.length);
    await handle.read(bytes, 0, bytes.length, 0);
    const text = bytes.toString('latin1');
    return text.startsWith('PK') || text.startsWith('\x1f\x8b') || text.startsWith(TAR_MAGIC, TAR_MAGIC_AT);
  } finally {
    await handle.close();
  }
}
