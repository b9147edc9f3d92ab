import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { useDatabaseUrls } from '../testing/database-urls.ts';
import { useFolders } from '../testing/folders.ts';
import { withStore } from '../testing/places.ts';
import { newDataset, newModel, resultOf, startOne, tryClaim } from '../testing/rows.ts';
import { type Row, readArchive } from './archive-reader.ts';
import { backupOf } from './backup-of.ts';

const folders = useFolders();
const urls = useDatabaseUrls('PostgreSQL');

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Goes on until it is stopped: a model with a file, a measurement of it and its results; every third one is deleted again. */
async function write(store: Store, name: string, done: (model: string) => void, signal: AbortSignal): Promise<void> {
  const dataset = await store.datasets.insert(newDataset({ name }));
  for (let k = 0; !signal.aborted; k += 1) {
    const { sha256, sizeBytes } = await store.blobs.put(oneChunk(`${name} ${k}`.repeat(1000)));
    const model = await store.models.insert(newModel({ name: `${name} ${k}`, sha256, sizeBytes }));
    await startOne(store, { method: 'PATH_SPECTRUM', roundsTotal: 1 }, { model, dataset });
    // Another writer may have it, or have deleted it.
    const order = await tryClaim(store, { id: name });
    if (order !== null) await store.queue.complete(order.id, order.lease, resultOf(order));
    if (k % 3 === 0) await store.models.remove(model.id);
    else done(model.id);
  }
}

it('an archive made while others write has what was acknowledged before it was asked for, and nothing in it points to what is not', async () => {
  const place = { dataFolder: await folders.empty(), databaseUrl: await urls.next() };
  await withStore(place, async (store) => {
    const stop = new AbortController();
    const acknowledged: string[] = [];
    const writers = ['a', 'b', 'c'].map((name) => write(store, name, (id) => acknowledged.push(id), stop.signal));
    try {
      for (let made = 0; made < 4; made += 1) {
        await expect
          .poll(() => acknowledged.length, { timeout: 60_000, interval: 10 })
          .toBeGreaterThanOrEqual(10 * (made + 1));
        const before = [...acknowledged];
        const file = join(await folders.empty(), 'archive.tar.gz');
        await writeFile(file, backupOf({ ...place, version: '1' }));
        const { models, pointers, files } = await held(file);
        expect(before.filter((id) => !models.has(id))).toEqual([]);
        for (const [what, wanted, there] of pointers) {
          expect(wanted.size, what).toBeGreaterThan(0);
          expect(
            [...wanted].filter((one) => !there.has(one)),
            what,
          ).toEqual([]);
        }
        expect(files.named.size).toBeGreaterThan(0);
        expect([...files.named].filter((sha256) => !files.held.has(sha256))).toEqual([]);
      }
    } finally {
      stop.abort();
      await Promise.all(writers);
    }
  });
}, 120_000);

/** What an archive holds, and what in it points to what. */
async function held(file: string) {
  const rows = new Map<string, Record<string, string | null>[]>();
  const files = new Set<string>();
  let columns = new Map<string, string[]>();
  await readArchive(file, {
    async head({ tables }) {
      columns = new Map(tables.map((table) => [table.name, table.columns]));
    },
    async rows(table, more: Row[]) {
      const names = columns.get(table) ?? [];
      const named = more.map((row) => Object.fromEntries(names.map((name, k) => [name, row[k] ?? null])));
      rows.set(table, [...(rows.get(table) ?? []), ...named]);
    },
    async file(sha256) {
      files.add(sha256);
    },
  });
  const all = (table: string, column: string): Set<string> =>
    new Set((rows.get(table) ?? []).flatMap((row) => row[column] ?? []));
  const pointer = (table: string, column: string, to: string) =>
    [`${table}.${column}`, all(table, column), all(to, 'id')] as const;
  return {
    models: all('models', 'id'),
    pointers: [
      pointer('measurements', 'model_id', 'models'),
      pointer('measurements', 'dataset_id', 'datasets'),
      pointer('shards', 'measurement_id', 'measurements'),
      pointer('paths', 'measurement_id', 'measurements'),
    ],
    files: { held: files, named: all('models', 'sha256') },
  };
}
