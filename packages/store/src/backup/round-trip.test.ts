import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { databases, useDatabaseUrls } from '../testing/database-urls.ts';
import { fillEveryTable, type TextRow } from '../testing/every-table.ts';
import { useFolders } from '../testing/folders.ts';
import { type Place, rowsAt, withStore } from '../testing/places.ts';
import { claimOne, resultOf, workOff } from '../testing/rows.ts';
import { backupOf } from './backup-of.ts';
import { restore } from './restore.ts';

const folders = useFolders();

async function archiveAt(place: Place): Promise<string> {
  const file = join(await folders.empty(), 'archive.tar.gz');
  await writeFile(file, backupOf({ ...place, version: '9.9.9' }));
  return file;
}

/** Rows as they are restored: nobody holds a shard any more, and who held one is not counted. */
const withoutLeases = (rows: readonly TextRow[] = []): TextRow[] =>
  rows.map((row) =>
    row.state === 'LEASED'
      ? {
          ...row,
          ...{ state: 'WAITING', attempts: `${Number(row.attempts) - 1}`, lease: null, lease_until: null },
          ...{ worker_id: null, images_done: '0', images_per_second: null },
        }
      : row,
  );

async function sha256Of(store: Store, name: string): Promise<string> {
  const file = await store.blobs.file(name);
  return createHash('sha256')
    .update(await readFile(file?.path ?? ''))
    .digest('hex');
}

describe.each(databases)('what was saved of %s', (from) => {
  const source = useDatabaseUrls(from);

  describe.each(databases)('and is restored on %s', (to) => {
    const target = useDatabaseUrls(to);

    it('is the same, every column of every row and every byte of every file, and its measurement goes on', async () => {
      const old = { dataFolder: await folders.withPglite(), databaseUrl: await source.next() };
      await withStore(old, fillEveryTable);
      const before = await rowsAt(old);
      expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([]);
      const fresh = { dataFolder: join(await folders.empty(), 'new'), databaseUrl: await target.next() };
      const summary = await restore({ file: await archiveAt(old), ...fresh });
      const after = await rowsAt(fresh);
      expect({ ...after, shards: [] }).toEqual({ ...before, shards: [] });
      expect(new Set(after.shards)).toEqual(new Set(withoutLeases(before.shards)));
      expect(after.shards).not.toEqual(before.shards);
      expect(summary).toMatchObject({ passband: '9.9.9', contents: { files: { count: 3, bytes: 3_000_006 } } });

      await withStore(fresh, async (store) => {
        const names = (before.blobs ?? []).map(({ sha256 }) => sha256 ?? '');
        expect(await Promise.all(names.map((name) => sha256Of(store, name)))).toEqual(names);
        const measurement = before.paths?.[0]?.measurement_id ?? '';
        const order = await claimOne(store);
        expect(order).toMatchObject({ measurementId: measurement, shard: { firstRound: 1 } });
        await store.queue.complete(order.id, order.lease, resultOf(order));
        await workOff(store);
        expect(await store.paths.leadingRounds(measurement)).toBe(20);
        const { edges } = await store.paths.page(measurement, { first: 100 });
        expect(new Set(edges.map(({ node }) => node.id)).size).toBe(60);
      });
    }, 120_000);
  });
});
