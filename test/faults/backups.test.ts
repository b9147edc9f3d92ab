import { createHash } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupOf } from '../../packages/store/src/backup/backup-of.ts';
import { restore } from '../../packages/store/src/backup/restore.ts';
import type { Database } from '../../packages/store/src/database.ts';
import type { Store } from '../../packages/store/src/store.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { type Place, withStore } from '../../packages/store/src/testing/places.ts';
import { startOne } from '../../packages/store/src/testing/rows.ts';
import { temporaryFolder } from '../end-to-end/passband.ts';
import { isLong, printed, times } from './figure.ts';

const pathCount = times({ long: 200_000, short: 2_000 });
const fileBytes = times({ long: 200_000_000, short: 2_000_000 });

let data: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  data = await temporaryFolder();
});
afterAll(() => data.remove());

/** Paths of 64 samples as they are stored, and one file that does not compress. */
async function fill(store: Store, { kysely }: Database): Promise<void> {
  const { id } = await startOne(store, { method: 'PATH_SPECTRUM', roundsTotal: pathCount });
  await sql`insert into paths (measurement_id, between_classes, class_a, class_b, round, image_a, image_b, samples, length,
      consistent_distance, periodogram, mirrored, distance_power, most_likely)
    select ${id}::uuid, false, 0, 0, k, 0, 1, 64, 63.5 + 1.0 / k, 40,
      ${spectrum('a', 5)}, ${spectrum('b', 9)}, ${spectrum('c', 5)}, '{0,40,3,24}'
    from generate_series(1, ${pathCount}::int) k`.execute(kysely);
  await store.blobs.put(noise());
}

/** So many times 32 bytes that differ from path to path. */
const spectrum = (name: string, hashes: number) =>
  sql.join(
    Array.from({ length: hashes }, (_, k) => sql`sha256(convert_to(${`${name}${k} `} || k::text, 'utf8'))`),
    sql` || `,
  );

async function* noise(): AsyncGenerator<Uint8Array> {
  for (let k = 0; k * 32_000 < fileBytes; k += 1) {
    const block = createHash('sha256').update(`${k}`).digest();
    yield Buffer.concat(
      Array.from({ length: 1000 }, (_, i) => createHash('sha256').update(block).update(`${i}`).digest()),
    );
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

describe.each(isLong ? databases : databases.slice(0, 1))('on %s', (kind) => {
  const urls = useDatabaseUrls(kind);

  it('a backup is made and restored, rows and megabytes a second', async () => {
    const place: Place = { dataFolder: path.join(data.folder, `old ${kind}`), databaseUrl: await urls.next() };
    if (kind === 'PGlite') await copyMigratedPglite(path.join(place.dataFolder, 'database'));
    const longest = await withStore(place, async (store, database) => {
      await fill(store, database);
      return kind === 'PGlite' ? longestWait(store) : null;
    });
    const file = path.join(data.folder, `${kind}.tar.gz`);
    const saving = await timed(() => writeFile(file, backupOf({ ...place, version: '0' })));
    const target: Place = { dataFolder: path.join(data.folder, `new ${kind}`), databaseUrl: await urls.next() };
    const restoring = await timed(() => restore({ file, ...target }));
    const { contents } = restoring.result;
    expect(contents.tables.paths?.rows).toBe(pathCount);
    const rows = Object.values(contents.tables).reduce((sum, table) => sum + table.rows, 0);
    const megabytes = { archive: (await stat(file)).size / 1e6, files: contents.files.bytes / 1e6 };
    const per = (seconds: number) => ({
      seconds,
      rowsPerSecond: rows / seconds,
      archiveMegabytesPerSecond: megabytes.archive / seconds,
    });
    for (const [name, figures] of [
      ['backup', { ...per(saving.seconds), longestWaitMs: longest }],
      ['restore', per(restoring.seconds)],
    ] as const)
      printed({
        ...{ name: `${name} on ${kind}`, value: Math.round(figures.rowsPerSecond), unit: 'rows a second', goal: null },
        ...{
          holds: null,
          times: 1,
          rows,
          archiveMegabytes: megabytes.archive,
          fileMegabytes: megabytes.files,
          ...figures,
        },
      });
    for (const { dataFolder } of [place, target]) await rm(dataFolder, { recursive: true });
  });
});

/** How long a query waits at most while the embedded database is copied for a backup, in milliseconds. */
async function longestWait(store: Store): Promise<number> {
  let longest = 0;
  let isCopied = false;
  const copied = store.backups.source().then(async ({ release }) => {
    isCopied = true;
    await release();
  });
  while (!isCopied) {
    const { seconds } = await timed(() => store.models.page({ first: 1 }));
    longest = Math.max(longest, 1000 * seconds);
  }
  await copied;
  return longest;
}
