import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Temporary files of a run may lie in memory; what is kept does not. */
const keptIn = (): string => process.env.TEST_TEMPLATES_DIR ?? tmpdir();

/**
 * A folder among the temporary ones that `make` filled, kept from run to run: made once for each `name` and `key` (of what it
 * depends on), under a name of its own first, so that a half made one is never seen.
 * @param make is given the folder to fill, and where it will lie
 */
export async function madeOnce(
  { name, key }: { name: string; key: string },
  make: (folder: string, place: string) => Promise<void>,
): Promise<string> {
  const place = join(keptIn(), `passband-test-${name}-${key}-${userInfo().uid}`);
  if (await isThere(place)) return place;
  const made = await mkdtemp(join(keptIn(), `passband-test-${name}-new-`));
  try {
    await make(made, place);
    await rename(made, place);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    // Another made it meanwhile.
    if (!(await isThere(place))) throw error;
  }
  return place;
}

/** Copies a folder, owners and all, in the place of an empty one or where there is none: several times as quick as Node does. */
export async function copyFolder(from: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  // Of a folder that is there, its owner would stay.
  await rm(target, { recursive: true, force: true });
  await promisify(execFile)('cp', ['-a', from, target]);
}

/** Of texts that a folder depends on. */
export function keyOf(...texts: string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
}

/** A package's manifest, which names its version, `up` from a file of it. */
export const manifestOf = (entry: string | URL, up: string): Promise<string> =>
  readFile(new URL(`${up}package.json`, entry), 'utf8');

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
