import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type StoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { bundled } from './testing/bundled.ts';
import { databases, useDatabaseUrls } from './testing/database-urls.ts';
import { useFolders } from './testing/folders.ts';
import { workOff } from './testing/rows.ts';

const folders = useFolders();
const KILLS = 6;

let program = '';
beforeAll(async () => {
  program = await bundled(new URL('./testing/writer.ts', import.meta.url));
});
afterAll(() => rm(dirname(program), { recursive: true }));

type Place = Pick<StoreOptions, 'dataFolder' | 'databaseUrl'>;

function startWriter({ dataFolder, databaseUrl }: Place): ChildProcess & { stdout: NodeJS.ReadableStream } {
  // A process that lives for a second needs no optimised WebAssembly.
  const argv = ['--liftoff-only', program, dataFolder, ...(databaseUrl === undefined ? [] : [databaseUrl])];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('the writer has no output');
  return Object.assign(child, { stdout: child.stdout });
}

/** Acknowledged lines of a writer that was killed once it had said so many, wherever it was by then. */
async function writeUntilKilled(place: Place, lineCount: number): Promise<string[]> {
  const child = startWriter(place);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === lineCount) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return lines;
}

const isThere: Record<string, (store: Store, id: string) => Promise<boolean>> = {
  dataset: async (store, id) => (await store.datasets.byIds([id])).length === 1,
  model: async (store, id) => (await store.models.byIds([id]))[0]?.tags.length === 1,
  measurement: async (store, id) => (await store.measurements.byIds([id])).length === 1,
  async blob(store, id) {
    const blob = await store.blobs.file(id);
    return blob !== null && (await readFile(blob.path)).byteLength === blob.sizeBytes;
  },
  claim: async () => true,
  async round(store, id) {
    const [measurement = '', round] = id.split(':');
    const paths = await store.paths.page(measurement, { first: 100 });
    return paths.edges.filter(({ node }) => node.round === Number(round)).length === 3;
  },
};

describe.each(databases)('on %s', (kind) => {
  const urls = useDatabaseUrls(kind);
  const newPlace = async (): Promise<Place> => ({
    dataFolder: await (kind === 'PGlite' ? folders.withPglite() : folders.empty()),
    databaseUrl: await urls.next(),
  });

  it('what was acknowledged survives kill -9 at any moment, and the folder opens again', async () => {
    const place = await newPlace();
    const acknowledged: string[] = [];
    for (const _ of Array.from({ length: KILLS })) {
      acknowledged.push(...(await writeUntilKilled(place, 1 + Math.floor(40 * Math.random()))));
    }
    const store = await openStore(place);
    try {
      const lost: string[] = [];
      for (const line of acknowledged) {
        const [kind = '', id = ''] = line.split(' ');
        if (!(await isThere[kind]?.(store, id))) lost.push(line);
      }
      expect(lost).toEqual([]);
      expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS);
      // Every measurement comes to its end: what the killed ones held is given out again.
      await store.queue.sweep(new Date(Date.now() + 3_600_000));
      await workOff(store);
      const complete = new Set((await store.measurements.complete()).map((row) => `measurement ${row.id}`));
      expect(acknowledged.filter((line) => line.startsWith('measurement ') && !complete.has(line))).toEqual([]);
      expect(complete.size).toBeGreaterThan(0);
    } finally {
      await store.close();
    }
  }, 120_000);

  it('a second process is refused and told who holds the folder, also while the holder is stopped; not once it is dead', async () => {
    const place = await newPlace();
    const child = startWriter(place);
    await once(createInterface({ input: child.stdout }), 'line');
    await expect(openStore(place)).rejects.toThrow(new RegExp(`in use by process ${child.pid}`));
    child.kill('SIGSTOP');
    await expect(openStore(place)).rejects.toThrow(new RegExp(`in use by process ${child.pid}`));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await openStore(place);
    await store.close();
  }, 60_000);
});

describe('four processes', () => {
  const urls = useDatabaseUrls('PostgreSQL');

  it('that start at once on an empty database bring it up once, and all write to it', async () => {
    const databaseUrl = await urls.next();
    const places = await Promise.all(
      [1, 2, 3, 4].map(async () => ({ dataFolder: await folders.empty(), databaseUrl })),
    );
    const written = await Promise.all(places.map((place) => writeUntilKilled(place, 3)));
    const store = await openStore({ dataFolder: await folders.empty(), databaseUrl });
    try {
      for (const line of written.flat()) {
        const [kind = '', id = ''] = line.split(' ');
        expect([line, await isThere[kind]?.(store, id)]).toEqual([line, true]);
      }
    } finally {
      await store.close();
    }
  }, 60_000);
});
