import { join } from 'node:path';
import { savedTables } from '../backup/saved-tables.ts';
import type { Database } from '../database.ts';
import { lockFolder } from '../folder-lock.ts';
import { type StoreOptions, storeOn } from '../open-store.ts';
import { openPglite } from '../pglite.ts';
import { openPostgres } from '../postgres.ts';
import type { Store } from '../store.ts';
import { everyRow, type TextRow } from './every-table.ts';

/** Where a store is. */
export type Place = Pick<StoreOptions, 'dataFolder' | 'databaseUrl'>;

export const databaseAt = ({ dataFolder, databaseUrl }: Place): Promise<Database> =>
  databaseUrl === undefined ? openPglite(join(dataFolder, 'database')) : openPostgres(databaseUrl);

/** Lets `use` have a store and its database. */
export async function withStore<T>(place: Place, use: (store: Store, database: Database) => Promise<T>): Promise<T> {
  const unlock = await lockFolder(place.dataFolder);
  const database = await databaseAt(place);
  const store = await storeOn(database, place, () => {}, unlock);
  try {
    return await use(store, database);
  } finally {
    await store.close();
  }
}

/** Every row of every table that is saved. */
export async function rowsAt(place: Place): Promise<Record<string, TextRow[]>> {
  const database = await databaseAt(place);
  try {
    return await everyRow(database.kysely, await savedTables(database.kysely));
  } finally {
    await database.close();
  }
}
