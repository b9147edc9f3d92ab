import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { migrations } from '../migrations/index.ts';
import { openStore } from '../open-store.ts';
import { copyFolder, keyOf, madeOnce, manifestOf } from './made-once.ts';

/** A fresh PGlite folder in `target`: making one takes seconds, so one is made and copied. */
export async function copyFreshPglite(target: string): Promise<void> {
  await copyFolder(await freshPglite(), target);
}

/** The same with the tables of this version, as a store makes them at its first start, and without rows. */
export async function copyMigratedPglite(target: string): Promise<void> {
  const key = keyOf(...(await versions()), ...migrations.map(({ sql }) => sql));
  const template = await madeOnce({ name: 'migrated', key }, async (dataFolder) => {
    await copyFreshPglite(join(dataFolder, 'database'));
    const store = await openStore({ dataFolder });
    await store.close();
  });
  await copyFolder(join(template, 'database'), target);
}

const freshPglite = async (): Promise<string> =>
  madeOnce({ name: 'pglite', key: keyOf(...(await versions())) }, async (folder) => {
    const client = await PGlite.create({ dataDir: folder });
    await client.close();
  });

/** Of the packages that make a database's files, and tables that are not ours. */
const versions = (): Promise<string[]> =>
  Promise.all([
    manifestOf(import.meta.resolve('@electric-sql/pglite'), '../'),
    manifestOf(import.meta.resolve('pg-boss'), '../'),
  ]);
