import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseUnreachable } from './errors.ts';
import { openStore } from './open-store.ts';
import { openPglite } from './pglite.ts';
import { useFolders } from './testing/folders.ts';
import { asAdmin, type PostgresServer, startPostgres } from './testing/postgres-server.ts';
import { newDataset, newModel, startOne, workOff } from './testing/rows.ts';

const folders = useFolders();

describe('opening a store on PGlite', () => {
  it('makes its folder, and finds its rows again', async () => {
    const dataFolder = join(await folders.withPglite());
    const first = await openStore({ dataFolder });
    expect(first.database).toMatch(/^PGlite, PostgreSQL \d+\.\d+$/);
    const model = await first.models.insert(newModel({ name: 'kept' }));
    await startOne(first, { roundsTotal: 1 }, { model });
    await first.close();
    expect((await readdir(dataFolder)).sort()).toEqual(['blobs', 'database', 'work']);
    const second = await openStore({ dataFolder });
    expect(await second.models.byName('kept')).toEqual(model);
    expect(await workOff(second)).toHaveLength(1);
    await second.close();
  });

  it('mends tickets that are missing', async () => {
    const dataFolder = await folders.withPglite();
    const first = await openStore({ dataFolder });
    await startOne(first, { roundsTotal: 1 });
    await first.close();
    const database = await openPglite(join(dataFolder, 'database'));
    await sql`delete from pgboss.job`.execute(database.kysely);
    await database.close();
    const second = await openStore({ dataFolder });
    expect(await workOff(second)).toHaveLength(1);
    await second.close();
  });

  it('gives the folder back where the database can’t be opened', async () => {
    const dataFolder = await folders.empty();
    const databaseUrl = 'postgres://nobody:secret@127.0.0.1:1/none';
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(DatabaseUnreachable);
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(/127\.0\.0\.1:1\/none: .*ECONNREFUSED/);
    const said = await openStore({ dataFolder, databaseUrl }).catch(String);
    expect(said).not.toMatch('secret');
  });

  it('refuses a DATABASE_URL that is no URL', async () => {
    const dataFolder = await folders.empty();
    await expect(openStore({ dataFolder, databaseUrl: 'nonsense' })).rejects.toThrow(DatabaseUnreachable);
  });
});

describe('opening a store on PostgreSQL', () => {
  let server: PostgresServer | null = null;
  beforeAll(async () => {
    server = await startPostgres().catch((error: unknown) => {
      console.warn(`tests on PostgreSQL are skipped: ${String(error)}`);
      return null;
    });
  });
  afterAll(async () => {
    await server?.stop();
  });
  const newUrl = async (skip: () => void): Promise<string> => {
    if (server === null) skip();
    return server?.createDatabase() ?? '';
  };

  it('names the database, and says so when it is not there', async ({ skip }) => {
    const databaseUrl = await newUrl(skip);
    const dataFolder = await folders.empty();
    const store = await openStore({ dataFolder, databaseUrl });
    expect(store.database).toMatch(/^PostgreSQL \d+\.\d+$/);
    await store.close();
    const none = new URL(databaseUrl);
    none.pathname = '/not_there';
    await expect(openStore({ dataFolder, databaseUrl: none.href })).rejects.toThrow(/"not_there" does not exist/);
  });

  it('says that a password is wrong, but not which', async ({ skip }) => {
    const databaseUrl = await newUrl(skip);
    if (process.env.TEST_DATABASE_URL) skip('the given server may ask for no password');
    const wrong = new URL(databaseUrl);
    wrong.password = 'wrong-secret';
    const said = await openStore({ dataFolder: await folders.empty(), databaseUrl: wrong.href }).catch(String);
    expect(said).toMatch(/password authentication failed/);
    expect(said).not.toMatch('wrong-secret');
  });

  it('locks the folder of blobs too', async ({ skip }) => {
    const databaseUrl = await newUrl(skip);
    const dataFolder = await folders.empty();
    const store = await openStore({ dataFolder, databaseUrl });
    await expect(openStore({ dataFolder, databaseUrl })).rejects.toThrow(`in use by process ${process.pid}`);
    await store.close();
  });

  it('two servers work on one database: each shard once, changes heard by both', async ({ skip }) => {
    const databaseUrl = await newUrl(skip);
    const [one, two] = await Promise.all([
      openStore({ dataFolder: await folders.empty(), databaseUrl }),
      openStore({ dataFolder: await folders.empty(), databaseUrl }),
    ]);
    const heard: string[] = [];
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
    expect(orders).toHaveLength(4 * 3);
    expect((await two.measurements.complete()).map((row) => row.roundsDone)).toEqual([7, 7, 7, 7]);
    await one.close();
    await two.close();
  });

  it('goes on, and hears changes again, after its connections were broken', async ({ skip }) => {
    const databaseUrl = await newUrl(skip);
    const said: string[] = [];
    const store = await openStore({ dataFolder: await folders.empty(), databaseUrl, log: (line) => said.push(line) });
    const heard: string[] = [];
    store.measurements.onChange((id) => heard.push(id));
    const database = new URL(databaseUrl).pathname.slice(1);
    await asAdmin(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and pid <> pg_backend_pid()`,
    );
    await expect.poll(() => startOne(store).catch(() => null)).not.toBeNull();
    await expect
      .poll(
        async () => {
          const { id } = await startOne(store);
          return heard.includes(id) || heard.length > 0;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await store.close();
  });
});
