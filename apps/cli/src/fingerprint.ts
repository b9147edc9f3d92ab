import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Sha256 of a file; of a folder, that of its sorted lines `SHA256  RELATIVE/PATH`. A model.json stands for its folder, which
 * holds the weights. A file with weights in others beside it has that of the lines of all of them.
 */
export async function fingerprint(path: string, weightFiles: readonly string[] = []): Promise<string> {
  if ((await stat(path)).isDirectory()) return ofFolder(path);
  if (weightFiles.length) return ofLines(dirname(path), [basename(path), ...weightFiles]);
  return basename(path) === 'model.json' ? ofFolder(dirname(path)) : fileFingerprint(path);
}

/** Sha256 of one file. */
export async function fileFingerprint(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function ofFolder(folder: string): Promise<string> {
  return ofLines(folder, await filesOf(folder, ''));
}

async function ofLines(folder: string, paths: readonly string[]): Promise<string> {
  const lines: string[] = [];
  for (const path of paths) lines.push(`${await fileFingerprint(join(folder, path))}  ${path}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

/** Paths of the files in a folder and the folders in it, with slashes. */
async function filesOf(folder: string, within: string): Promise<string[]> {
  const entries = await readdir(join(folder, within), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory()) return filesOf(folder, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}
