import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blobPlace } from '../blob-place.ts';
import { migrations } from '../migrations/index.ts';
import { openPostgres } from '../postgres.ts';
import { bundled } from '../testing/bundled.ts';
import { type DatabaseKind, databases, useDatabaseUrls } from '../testing/database-urls.ts';
import { fillEveryTable, type TextRow } from '../testing/every-table.ts';
import { useFolders } from '../testing/folders.ts';
import { madeOld } from '../testing/old-database.ts';
import { copyFreshPglite, copyMigratedPglite } from '../testing/pglite-template.ts';
import { databaseAt, type Place, rowsAt, withStore } from '../testing/places.ts';
import { newModel } from '../testing/rows.ts';
import { backupOf } from './backup-of.ts';
import { restore } from './restore.ts';
import { newestMigration } from './saved-tables.ts';
import { SEAL_BYTES, sealOf } from './seal.ts';

const folders = useFolders();

/** An archive of a store with rows in every table, and those rows. */
let file: string;
let rows: Record<string, TextRow[]>;
let program: string;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'passband-test-'));
  const place = { dataFolder: join(folder, 'saved') };
  await copyMigratedPglite(join(place.dataFolder, 'database'));
  await withStore(place, fillEveryTable);
  file = join(folder, 'archive.tar.gz');
  await writeFile(file, backupOf({ ...place, version: '1' }));
  rows = await rowsAt(place);
  program = await bundled(new URL('../testing/restorer.ts', import.meta.url));
});
afterAll(async () => {
  for (const made of [file, program]) await rm(dirname(made), { recursive: true });
});

/** Of the first version, with a file. */
async function oldArchive(): Promise<string> {
  const old = { dataFolder: await folders.empty() };
  await copyFreshPglite(join(old.dataFolder, 'database'));
  const sha256 = createHash('sha256').update('network').digest('hex');
  await mkdir(dirname(blobPlace(old.dataFolder, sha256)), { recursive: true });
  await writeFile(blobPlace(old.dataFolder, sha256), 'network');
  await madeOld(await databaseAt(old), { sha256, sizeBytes: 'network'.length });
  const file = join(await folders.empty(), 'old.tar.gz');
  await writeFile(file, backupOf({ ...old, version: '0' }));
  return file;
}

/** The same archive as a newer version would have made it. */
async function withMigration(file: string, migration: number): Promise<Buffer> {
  const bytes = await readFile(file);
  const tar = gunzipSync(bytes.subarray(0, -SEAL_BYTES));
  const text = tar.toString('latin1');
  const said = (found: string) => `"migration":${migration}, "savedAt"`.padEnd(found.length);
  const changed = Buffer.from(text.replace(/"migration": \d+,\n {2}"savedAt"/, said), 'latin1');
  expect(changed.length).toBe(tar.length);
  const packed = gzipSync(changed);
  return Buffer.concat([packed, sealOf(createHash('sha256').update(packed).digest('hex'))]);
}

describe.each(databases)('restoring on %s', { timeout: 180_000 }, (kind: DatabaseKind) => {
  const urls = useDatabaseUrls(kind);
  const empty = async (): Promise<Place> => ({ dataFolder: await folders.empty(), databaseUrl: await urls.next() });
  const started = async (): Promise<Place> => ({
    dataFolder: await (kind === 'PGlite' ? folders.withPglite() : folders.empty()),
    databaseUrl: await urls.nextWithTables(),
  });

  function start(file: string, { dataFolder, databaseUrl }: Place): ChildProcess & { stdout: NodeJS.ReadableStream } {
    const argv = ['--liftoff-only', program, file, dataFolder, ...(databaseUrl === undefined ? [] : [databaseUrl])];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('the restorer has no output');
    return Object.assign(child, { stdout: child.stdout });
  }

  it('that is killed at any moment leaves a database that is empty or whole, and is run again', async () => {
    const place = await empty();
    const counts = (all: Record<string, TextRow[]>) => Object.entries(all).map(([name, some]) => [name, some.length]);
    // Among files, among rows, after the last of them, and where it says that it is done. Another start of PGlite takes seconds.
    for (const lines of kind === 'PGlite' ? [3, 14, 18] : [1, 3, 6, 14, 18]) {
      const child = start(file, place);
      let said = 0;
      let isDone = false;
      for await (const line of createInterface({ input: child.stdout })) {
        said += 1;
        isDone ||= line === 'restored';
        if (said === lines) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (isDone) break;
    }
    const again = await restore({ file, ...place }).catch((error: Error) => error.message);
    if (typeof again === 'string') expect(again).toMatch(/^a d.* must be empty/);
    expect(counts(await rowsAt(place))).toEqual(counts(rows));
    await withStore(place, async (store) => {
      for (const { sha256 } of rows.blobs ?? []) expect(await store.blobs.file(sha256 ?? '')).not.toBeNull();
    });
    expect(await readdir(join(place.dataFolder, 'work'))).toEqual([]);
  });

  it('is refused, with what is there, where there is something, and changes nothing', async () => {
    const filled = await started();
    await mkdir(join(filled.dataFolder, 'blobs', 'ab'), { recursive: true });
    await writeFile(join(filled.dataFolder, 'blobs', 'ab', 'cd'), 'x');
    await expect(restore({ file, ...filled })).rejects.toThrow(/a data folder must be empty .* has 1 file of models/);
    await rm(join(filled.dataFolder, 'blobs'), { recursive: true });
    await withStore(filled, async (store) => void (await store.models.insert(newModel())));
    await expect(restore({ file, ...filled })).rejects.toThrow(/a database must be empty .* it has 1 row of models$/);
    expect((await rowsAt(filled)).models).toHaveLength(1);
  });

  it('takes a database that was started once and holds nothing', async () => {
    const place = await started();
    await withStore(place, async () => {});
    await restore({ file, ...place });
    expect((await rowsAt(place)).paths).toHaveLength(rows.paths?.length ?? 0);
  });

  it('of an archive that is damaged leaves nothing', async () => {
    const damaged = join(await folders.empty(), 'damaged.tar.gz');
    const bytes = await readFile(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x10;
    await writeFile(damaged, bytes);
    const place = await empty();
    await expect(restore({ file: damaged, ...place })).rejects.toThrow(/is damaged/);
    const left = await readdir(place.dataFolder, { recursive: true });
    expect(left.filter((name) => name !== 'work' && !name.startsWith('lock.'))).toEqual([]);
  });

  it('brings an archive of the first version to this one', async () => {
    const old = await oldArchive();
    const place = await empty();
    expect(await restore({ file: old, ...place })).toMatchObject({ migration: 1 });
    await withStore(place, async (store, { kysely }) => {
      const [measurement] = (await store.measurements.page({ first: 1 })).edges;
      const paths = await store.paths.page(measurement?.node.id ?? '', { first: 1 });
      expect(paths).toMatchObject({ totalCount: 200, edges: [{ node: { length: 2.5 } }] });
      expect(await newestMigration(kysely)).toBe(migrations.at(-1)?.number);
    });
  });

  it('of an older archive is refused by a database with later tables, before a file is in place', async ({ skip }) => {
    if (kind === 'PGlite') return skip('the embedded database is made anew');
    const old = await oldArchive();
    const place = await started();
    await withStore(place, async () => {});
    for (const _ of [1, 2])
      await expect(restore({ file: old, ...place })).rejects.toThrow(/must be restored into a database without tables/);
  });

  it('that fails once files are in place is run again', async ({ skip }) => {
    if (kind === 'PGlite') return skip('its rows come before files');
    const old = await oldArchive();
    const place = await empty();
    const database = await openPostgres(place.databaseUrl ?? '');
    await sql`create table models (id int)`.execute(database.kysely);
    await expect(restore({ file: old, ...place })).rejects.toThrow(/"models" already exists/);
    await sql`drop table models`.execute(database.kysely);
    await database.close();
    expect(await restore({ file: old, ...place })).toMatchObject({ migration: 1 });
  });

  it('refuses an archive of a newer version', async () => {
    const newer = join(await folders.empty(), 'newer.tar.gz');
    await writeFile(newer, await withMigration(file, 9999));
    const place = await empty();
    await expect(restore({ file: newer, ...place })).rejects.toThrow(
      /must not be newer .* has 9999 .*: restore it with/,
    );
  });
});
