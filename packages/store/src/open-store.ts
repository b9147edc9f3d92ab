import { join } from 'node:path';
import { Announcements } from './announcements.ts';
import { backupSources } from './backup/backup-sources.ts';
import { openBlobs } from './blobs.ts';
import { CHANGES } from './changes.ts';
import { classDiversities } from './class-diversities.ts';
import type { Database } from './database.ts';
import { datasets } from './datasets.ts';
import type { DatabaseStopped } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { measurements } from './measurements.ts';
import { metrics } from './metrics.ts';
import { alone, migrate } from './migrate.ts';
import { models } from './models.ts';
import { noiseFittings } from './noise-fittings.ts';
import { paths } from './paths.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { queue } from './queue.ts';
import { sessions } from './sessions.ts';
import { evaluations, fourierHeatMaps, jacobianNorms } from './shard-records.ts';
import { state } from './state.ts';
import type { Store } from './store.ts';
import { Tickets } from './tickets.ts';
import { tokens } from './tokens.ts';
import type { OnStatement } from './told-of.ts';
import { uploads } from './uploads.ts';
import { workers } from './workers.ts';

export interface StoreOptions {
  /** Blobs, and without `databaseUrl` the database. Made where it is missing. */
  dataFolder: string;
  /** A PostgreSQL server; without it PGlite in the data folder. */
  databaseUrl?: string | undefined;
  /** Of copies in the data folder of files that a PostgreSQL database holds; those least recently used go. */
  copiesMaximumBytes?: number | undefined;
  log?: (message: string) => void;
  onStatement?: OnStatement;
  /** Told that the embedded database stopped: this process can't go on, and another one can. */
  onStopped?: (error: DatabaseStopped) => void;
}

/**
 * Opens the store: takes the data folder, opens the database, brings its tables to this version, mends the queue.
 * Throws DataFolderUnwritable, DataFolderInUse, DatabaseUnreachable, DatabaseVersionRefused.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const log = options.log ?? (() => {});
  const { onStatement } = options;
  const unlock = await lockFolder(options.dataFolder);
  try {
    const database =
      options.databaseUrl === undefined
        ? await openPglite(join(options.dataFolder, 'database'), onStatement, options.onStopped)
        : await openPostgres(options.databaseUrl, { log, onStatement });
    try {
      return await storeOn(database, options, log, unlock);
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** The store on a database that is open and a folder that is locked. */
export async function storeOn(
  database: Database,
  place: Pick<StoreOptions, 'dataFolder' | 'databaseUrl' | 'copiesMaximumBytes'>,
  log: (message: string) => void,
  unlock: () => Promise<void>,
): Promise<Store> {
  const { kysely } = database;
  const tickets = await alone(database.patient, async (connection) => {
    await migrate(connection);
    return Tickets.open(connection);
  });
  await kysely.transaction().execute((transaction) => tickets.repair(transaction));
  const changes = await Announcements.open(database, CHANGES, log);
  const revoked = await Announcements.open(database, 'passband_token', log);
  const { settled, ...files } = await openBlobs(place.dataFolder, database, place);
  const { backups, blobs } = backupSources(place, database, files);
  return {
    database: database.description,
    state: state(database),
    models: models(kysely),
    datasets: datasets(kysely),
    measurements: measurements(kysely, tickets, changes),
    queue: queue(kysely, tickets),
    paths: paths(kysely),
    classDiversities: classDiversities(kysely),
    evaluations: evaluations(kysely),
    jacobianNorms: jacobianNorms(kysely),
    fourierHeatMaps: fourierHeatMaps(kysely),
    noiseFittings: noiseFittings(kysely),
    metrics: metrics(kysely),
    tokens: tokens(kysely, revoked),
    sessions: sessions(kysely),
    workers: workers(kysely),
    uploads: uploads(kysely, blobs),
    blobs,
    backups,
    async close() {
      await settled();
      await tickets.close();
      await database.close();
      await unlock();
    },
  };
}
