import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../packages/store/src/database.ts';
import { lockFolder } from '../../packages/store/src/folder-lock.ts';
import { storeOn } from '../../packages/store/src/open-store.ts';
import { openPostgres } from '../../packages/store/src/postgres.ts';
import { startPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import { fill, type Size } from '../load/fill.ts';
import { recordTemplates } from '../load/templates.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** A PostgreSQL database with a campaign in it, and the data folder that belongs to it. */
export interface FilledDatabase {
  url: string;
  dataFolder: string;
  /** Null where it was filled by an earlier run. */
  fillSeconds: number | null;
  bytes: number;
  pathCount: number;
  datasetId: string;
  /** Path spectra, newest first, with their models. */
  measurements: { id: string; modelId: string }[];
}

/**
 * Lets `use` work with a database of this size, which is gone afterwards. Where PASSBAND_BENCH_DATABASE_URL names a database
 * and PASSBAND_BENCH_DATA_DIR a folder, it is filled there if it is empty, and kept for the next run.
 */
export function withFilledDatabase<T>(size: Size, pairsPerGroup: number, use: (filled: FilledDatabase) => Promise<T>) {
  const { PASSBAND_BENCH_DATABASE_URL: url, PASSBAND_BENCH_DATA_DIR: dataFolder } = process.env;
  if (url && dataFolder) return filled(url, dataFolder, size, pairsPerGroup).then(use);
  return inTemporaryFolder(async (folder): Promise<T> => {
    const server = await startPostgres({ durable: true });
    try {
      return await use(await filled(await server.createDatabase(), folder, size, pairsPerGroup));
    } finally {
      await server.stop();
    }
  });
}

async function filled(url: string, dataFolder: string, size: Size, pairsPerGroup: number): Promise<FilledDatabase> {
  await mkdir(join(dataFolder, 'work'), { recursive: true });
  const database = await openPostgres(url);
  const store = await storeOn(database, { dataFolder }, () => {}, await lockFolder(dataFolder));
  try {
    let fillSeconds: number | null = null;
    if ((await store.models.page({ first: 1 })).totalCount === 0) {
      const started = performance.now();
      await fill({ store, database }, size, await recordTemplates(pairsPerGroup, store.blobs.workFolder));
      await sql`vacuum analyze`.execute(database.kysely);
      fillSeconds = Math.round((performance.now() - started) / 1000);
    }
    return { url, dataFolder, fillSeconds, ...(await sizesOf(database)) };
  } finally {
    await store.close();
  }
}

async function sizesOf({ kysely }: Database): Promise<Omit<FilledDatabase, 'url' | 'dataFolder' | 'fillSeconds'>> {
  const sizes = await sql<{ bytes: number; pathCount: number }>`select pg_database_size(current_database()) as bytes,
    (select count(*) from paths) as "pathCount"`.execute(kysely);
  const measurements = await sql<{ id: string; modelId: string; datasetId: string }>`
    select id, model_id as "modelId", dataset_id as "datasetId" from measurements
    where status = 'SUCCEEDED' and method = 'PATH_SPECTRUM' order by created_at desc, id desc`.execute(kysely);
  return {
    bytes: sizes.rows[0]?.bytes ?? 0,
    pathCount: sizes.rows[0]?.pathCount ?? 0,
    // Imported results bring a dataset of their own.
    datasetId: measurements.rows[0]?.datasetId ?? '',
    measurements: measurements.rows,
  };
}
