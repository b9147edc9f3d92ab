import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * A fresh PGlite folder in `target`. Making one takes seconds, so it is made once for each version of PGlite and copied:
 * under a name of its own first, so that a half made one is never seen.
 */
export async function copyFreshPglite(target: string): Promise<void> {
  const template = join(tmpdir(), `passband-test-pglite-${await versionKey()}-${userInfo().uid}`);
  if (!(await exists(template))) {
    const made = await mkdtemp(join(tmpdir(), 'passband-test-pglite-new-'));
    const client = await PGlite.create({ dataDir: made });
    await client.close();
    await rename(made, template).catch(async () => rm(made, { recursive: true, force: true }));
  }
  await cp(template, target, { recursive: true });
}

async function versionKey(): Promise<string> {
  const entry = new URL(import.meta.resolve('@electric-sql/pglite'));
  const manifest = await readFile(new URL('../package.json', entry), 'utf8');
  return createHash('sha256').update(manifest).digest('hex').slice(0, 12);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
