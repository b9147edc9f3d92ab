import path from 'node:path';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { temporaryFolder } from './passband.ts';

/** A data folder whose database has its tables: a server's first start takes seconds longer. */
export async function temporaryDataFolder(): ReturnType<typeof temporaryFolder> {
  const data = await temporaryFolder();
  await copyMigratedPglite(path.join(data.folder, 'database'));
  return data;
}
