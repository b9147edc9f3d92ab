import { constants, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { newId } from '../ids.ts';
import type { Store } from '../store.ts';
import type { BackupPlace } from './backup-of.ts';

/**
 * Lets a process of its own read what an open store holds. The embedded database is copied for it: the copy is as it is now,
 * and the store's other work waits only while it is made, not while the archive is. Files stay until it is released.
 */
export function backupSources(place: BackupPlace, database: Database, blobs: Store['blobs']) {
  let held = 0;
  const copies = join(place.dataFolder, 'work');
  return {
    backups: {
      async source() {
        held += 1;
        const copy = join(copies, `${newId()}.database`);
        const release = async (): Promise<void> => {
          await rm(copy, { recursive: true, force: true });
          held -= 1;
        };
        try {
          if (place.databaseUrl !== undefined) return { ...place, release };
          await copyDatabase(database, join(place.dataFolder, 'database'), copy);
          return { ...place, databaseCopy: copy, release };
        } catch (error) {
          await release();
          throw error;
        }
      },
    } satisfies Store['backups'],
    blobs: {
      ...blobs,
      removeUnused: async (olderThanMs) => (held > 0 ? 0 : blobs.removeUnused(olderThanMs)),
    } satisfies Store['blobs'],
  };
}

/** While nobody else has its one connection: what is on the disk then is what was acknowledged. */
async function copyDatabase({ kysely }: Database, folder: string, copy: string): Promise<void> {
  await kysely.connection().execute(async (connection) => {
    await sql`checkpoint`.execute(connection);
    await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  });
}
