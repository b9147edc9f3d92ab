import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DatabaseUnreachable } from './errors.ts';
import { openStore } from './open-store.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { databases, useDatabaseUrls } from './testing/database-urls.ts';
import { useFolders } from './testing/folders.ts';
import { asAdmin } from './testing/postgres-server.ts';
import { newDataset, newModel, startOne, workOff } from './testing/rows.ts';

const folders = useFolders();

describe.each(databases)('opening a store on %s', (kind) => {
  const urls = useDatabaseUrls(kind);
  const newPlace = async () => ({
    dataFolder: await (kind === 'PGlite' ? folders.withPglite() : folders.empty()),
    databaseUrl: await urls.next(),
  });

  it('makes its folder, names its database, and finds its rows again', async () => {
    const place = await newPlace();
    const first = await openStore(place);
    expect(first.database).toMatch(kind === 'PGlite' ? /^PGlite, PostgreSQL \d+\.\d+$/ : /^PostgreSQL \d+\.\d+$/);
    const model = await first.models.insert(newModel({ name: 'kept' }));
    await startOne(first, { roundsTotal: 1 }, { model });
    await first.close();
    const kept = kind === 'PGlite' ? ['blobs', 'database'] : ['copies'];
    expect((await readdir(place.dataFolder)).sort()).toEqual([...kept, 'lock.1', 'work']);
    const second = await openStore(place);
    expect(await second.models.byName('kept')).toEqual(model);
    expect(await workOff(second)).toHaveLength(1);
    await second.close();
  });

  it('mends tickets that are missing', async () => {
    const place = await newPlace();
    const first = await openStore(place);
    await startOne(first, { roundsTotal: 1 });
    await first.close();
    const { dataFolder, databaseUrl } = place;
    const database = await (databaseUrl === undefined
      ? openPglite(join(dataFolder, 'database'))
      : openPostgres(databaseUrl));
    await sql`delete from pgboss.job`.execute(database.kysely);
    await database.close();
    const second = await openStore(place);
    expect(await workOff(second)).toHaveLength(1);
    await second.close();
  });
});

describe('opening a store', () => {
  it('gives the folder back where the database can’t be opened', async () => {
    const dataFolder = await folders.empty();
    const databaseUrl = 'postgres://nobody:secret@127.0.0.1:1/none';
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(DatabaseUnreachable);
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(/127\.0\.0\.1:1\/none: .*ECONNREFUSED/);
    const said = await openStore({ dataFolder, databaseUrl }).catch(String);
    expect(said).not.toMatch('secret');
  });

  it.each(['nonsense', '127.0.0.1/team', 'mysql://a:secret@host/db'])(
    'refuses the DATABASE_URL %s with the form that it must have',
    async (databaseUrl) => {
      const opened = openStore({ dataFolder: await folders.empty(), databaseUrl });
      const error = await opened.catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DatabaseUnreachable);
      expect(String(error)).toContain('no URL of the form postgres://USER:PASSWORD@HOST:PORT/DATABASE');
      expect(String(error)).not.toContain('secret');
    },
  );
});

describe('opening a store on PostgreSQL', () => {
  const urls = useDatabaseUrls('PostgreSQL');
  const newUrl = async (): Promise<string> => {
    const url = await urls.next();
    if (url === undefined) throw new Error('PostgreSQL runs for these tests');
    return url;
  };

  it('says so when the database is not there', async () => {
    const dataFolder = await folders.empty();
    const none = new URL(await newUrl());
    none.pathname = '/not_there';
    await expect(openStore({ dataFolder, databaseUrl: none.href })).rejects.toThrow(/"not_there" does not exist/);
  });

  it('says that a password is wrong, but not which', async ({ skip }) => {
    const databaseUrl = await newUrl();
    if (process.env.TEST_DATABASE_URL) skip('the given server may ask for no password');
    const wrong = new URL(databaseUrl);
    wrong.password = 'wrong-secret';
    const said = await openStore({ dataFolder: await folders.empty(), databaseUrl: wrong.href }).catch(String);
    expect(said).toMatch(/password authentication failed/);
    expect(said).not.toMatch('wrong-secret');
  });

  it('locks the folder of blobs too', async () => {
    const databaseUrl = await newUrl();
    const dataFolder = await folders.empty();
    const store = await openStore({ dataFolder, databaseUrl });
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(`in use by process ${process.pid}`);
    await store.close();
  });

  it('two servers work on one database: each shard once, changes heard by both', async () => {
    const databaseUrl = await newUrl();
    const [one, two] = await Promise.all([
      openStore({ dataFolder: await folders.empty(), databaseUrl }),
      openStore({ dataFolder: await folders.empty(), databaseUrl }),
    ]);
    const heard: (string | null)[] = [];
    two.measurements.onChange((id) => heard.push(id));
    const model = await one.models.insert(newModel());
    const dataset = await one.datasets.insert(newDataset());
    const ids: string[] = [];
    for (let k = 0; k < 4; k += 1) ids.push((await startOne(one, { roundsTotal: 7 }, { model, dataset })).id);
    await expect.poll(() => heard).toEqual(expect.arrayContaining(ids));
    const orders = (
      await Promise.all([workOff(one, { id: 'a' }), workOff(two, { id: 'b' }), workOff(two, { id: 'c' })])
    ).flat();
    expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
    expect(orders.reduce((sum, { shard }) => sum + shard.roundCount, 0)).toBe(4 * 7);
    expect((await two.measurements.complete()).map((row) => row.roundsDone)).toEqual([7, 7, 7, 7]);
    await one.close();
    await two.close();
  });

  it('goes on, and hears changes again, after its connections were broken', async () => {
    const databaseUrl = await newUrl();
    const said: string[] = [];
    const store = await openStore({ dataFolder: await folders.empty(), databaseUrl, log: (line) => said.push(line) });
    const heard: (string | null)[] = [];
    store.measurements.onChange((id) => heard.push(id));
    const database = new URL(databaseUrl).pathname.slice(1);
    await asAdmin(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid()`,
    );
    await expect.poll(() => startOne(store).catch(() => null)).not.toBeNull();
    const ids: string[] = [];
    await expect
      .poll(
        async () => {
          ids.push((await startOne(store)).id);
          return ids.some((id) => heard.includes(id));
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await store.close();
  });
});
