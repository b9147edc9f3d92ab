import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlobFiles } from './blob-files.ts';
import { PART_BYTES } from './blob-parts.ts';
import { openBlobs } from './blobs.ts';
import type { Database } from './database.ts';
import { alone, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import type { Store } from './store.ts';
import { useDatabaseUrls } from './testing/database-urls.ts';
import { useFolders } from './testing/folders.ts';
import { newModel } from './testing/rows.ts';

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const urls = useDatabaseUrls('PostgreSQL');
const folders = useFolders();

/** Servers with folders of their own on one database, the same for all tests. */
const servers: { store: Store; folder: string }[] = [];
let database: Database;
beforeEach(async () => {
  if (servers.length > 0) return;
  const databaseUrl = (await urls.next()) ?? '';
  database = await openPostgres(databaseUrl);
  for (const _ of [1, 2, 3]) {
    const folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
    servers.push({ store: await openStore({ dataFolder: folder, databaseUrl }), folder });
  }
});
afterEach(() => database.kysely.deleteFrom('models').execute());
afterAll(async () => {
  for (const { store, folder } of servers) {
    await store.close();
    await rm(folder, { recursive: true });
  }
  await database?.close();
});
const serverAt = (place: number): { store: Store; folder: string } => {
  const server = servers[place];
  if (server === undefined) throw new Error(`there is no server ${place}`);
  return server;
};

describe('blobs of servers on one PostgreSQL database', () => {
  const bytesOn = async (store: Store, name: string): Promise<Buffer | null> => {
    const file = await store.blobs.file(name);
    return file && readFile(file.path);
  };

  it.each([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 9 * PART_BYTES + 3])(
    'of %d bytes are on each, whichever they came to',
    async (sizeBytes) => {
      const [{ store: one }, { store: two }] = [serverAt(0), serverAt(1)];
      const bytes = randomBytes(sizeBytes);
      const put = await one.blobs.put(chunksOf(bytes));
      expect(put).toEqual({ sha256: sha256(bytes), sizeBytes });
      expect((await bytesOn(two, put.sha256))?.equals(bytes)).toBe(true);
      const { rows } = await sql`select octet_length(bytes)::int as length from blob_parts
        where sha256 = ${put.sha256} order by number`.execute(database.kysely);
      const whole = Array.from({ length: Math.floor(sizeBytes / PART_BYTES) }, () => PART_BYTES);
      const rest = sizeBytes % PART_BYTES;
      expect(rows.map((row) => (row as { length: number }).length)).toEqual(rest ? [...whole, rest] : whole);
    },
  );

  it('are brought once to whoever asks twice, and again where the copy is gone or cut off', async () => {
    const { store: one } = serverAt(0);
    const { store: two, folder } = serverAt(1);
    const bytes = randomBytes(3 * PART_BYTES);
    const { sha256: name } = await one.blobs.put(chunksOf(bytes));
    const [first, second] = await Promise.all([two.blobs.file(name), two.blobs.file(name)]);
    expect(second).toEqual(first);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
    const path = first?.path ?? '';
    for (const spoil of [() => rm(path), () => writeFile(path, 'cut'), () => rm(dirname(path), { recursive: true })]) {
      await spoil();
      expect((await bytesOn(two, name))?.equals(bytes)).toBe(true);
    }
  });

  it('whose content was altered in the database are not given out', async () => {
    const { store: one } = serverAt(0);
    const { store: two, folder } = serverAt(1);
    const { sha256: name } = await one.blobs.put(chunksOf(randomBytes(100)));
    await sql`update blob_parts set bytes = ${randomBytes(100)} where sha256 = ${name}`.execute(database.kysely);
    await expect(two.blobs.file(name)).rejects.toThrow(new RegExp(`^blob ${name} is damaged`));
    expect(await readdir(join(folder, 'work'))).toEqual([]);
  });

  it('are removed by one of them, and the copies on both; what a model names stays', async () => {
    const [{ store: one }, { store: two }] = [serverAt(0), serverAt(1)];
    await one.blobs.removeUnused(-1_000);
    const names: string[] = [];
    for (const _ of [1, 2]) names.push((await one.blobs.put(chunksOf(randomBytes(10)))).sha256);
    for (const name of names) await two.blobs.file(name);
    await one.models.insert(newModel({ sha256: names[0] ?? null }));
    const removed = await Promise.all([one, two].map((store) => store.blobs.removeUnused(-1_000)));
    expect(removed[0]! + removed[1]!).toBe(1);
    // Who tidied before the other removed the row does it the next time.
    for (const { store, folder } of [serverAt(0), serverAt(1)]) {
      await store.blobs.removeUnused(-1_000);
      expect(await new BlobFiles(join(folder, 'copies')).all()).toEqual([names[0]]);
    }
    const { rows } = await sql`select distinct sha256 from blob_parts`.execute(database.kysely);
    expect(rows).toEqual([{ sha256: names[0] }]);
  });

  it('put while another removes what is unused are whole or gone, and whole once put without it', async () => {
    const [{ store: one }, { store: two }, { store: three }] = [serverAt(0), serverAt(1), serverAt(2)];
    const bytes = randomBytes(9 * PART_BYTES);
    const name = sha256(bytes);
    const put = (store: Store) => store.blobs.put(chunksOf(bytes));
    for (let time = 0; time < 2; time += 1) {
      const removing = (async () => {
        for (let k = 0; k < 10; k += 1) await two.blobs.removeUnused(-1_000);
      })();
      await Promise.all([put(one), put(three), removing]);
      const left = await bytesOn(two, name);
      if (left !== null) expect(left.equals(bytes)).toBe(true);
      await put(one);
      expect((await bytesOn(two, name))?.equals(bytes)).toBe(true);
    }
  });

  it('that an earlier version kept in a folder are in the database once that server has started', async () => {
    const databaseUrl = (await urls.next()) ?? '';
    const earlier = await openPostgres(databaseUrl);
    await alone(earlier.kysely, (one) => migrate(one, migrations.slice(0, 4)));
    const [folder, other] = [await folders.empty(), await folders.empty()];
    const bytes = randomBytes(2 * PART_BYTES + 5);
    const name = sha256(bytes);
    const files = new BlobFiles(join(folder, 'blobs'));
    await writeFile(join(other, 'temporary'), bytes);
    await files.move(join(other, 'temporary'), { sha256: name, sizeBytes: bytes.length });
    const lost = { sha256: sha256(randomBytes(4)), size_bytes: 4 };
    await earlier.kysely
      .insertInto('blobs')
      .values([{ sha256: name, size_bytes: bytes.length }, lost])
      .execute();
    await earlier.close();
    const two = await openStore({ dataFolder: other, databaseUrl });
    expect(await two.blobs.file(name)).toBeNull();
    const one = await openStore({ dataFolder: folder, databaseUrl });
    expect((await bytesOn(two, name))?.equals(bytes)).toBe(true);
    expect((await bytesOn(one, name))?.equals(bytes)).toBe(true);
    expect(await two.blobs.file(lost.sha256)).toBeNull();
    expect(await files.all()).toEqual([name]);
    await one.close();
    await two.close();
  });

  it('that were not asked for lately are kept as copies up to a bound, and are brought again', async () => {
    const folder = await folders.empty();
    const [{ store: one }, copies] = [serverAt(0), new BlobFiles(join(folder, 'copies'))];
    const two = await openBlobs(folder, database, { copiesMaximumBytes: 250, inUseMs: 30_000 });
    const names: string[] = [];
    for (const _ of [1, 2, 3]) names.push((await one.blobs.put(chunksOf(randomBytes(100)))).sha256);
    const [lately = '', long = '', longest = ''] = names;
    for (const name of names) await two.file(name);
    await two.removeUnused(60_000);
    expect((await copies.all()).sort()).toEqual([...names].sort());
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);
    await utimes(copies.place(long), secondsAgo(60), secondsAgo(60));
    await utimes(copies.place(longest), secondsAgo(120), secondsAgo(120));
    await two.removeUnused(60_000);
    expect((await copies.all()).sort()).toEqual([lately, long].sort());
    expect(await two.file(longest)).toMatchObject({ sizeBytes: 100 });
    await two.removeUnused(60_000);
    expect((await copies.all()).sort()).toEqual([lately, longest].sort());
  });

  it('of a folder whose process was killed in a put leave no file', async () => {
    const folder = await folders.empty();
    const stray = new BlobFiles(join(folder, 'copies'));
    await writeFile(join(folder, 'temporary'), 'x');
    await stray.move(join(folder, 'temporary'), { sha256: sha256(Buffer.from('x')), sizeBytes: 1 });
    const blobs = await openBlobs(folder, database);
    await blobs.removeUnused(60_000);
    expect(await stray.all()).toEqual([]);
  });
});
