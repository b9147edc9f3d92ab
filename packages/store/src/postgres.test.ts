import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseAway, DatabaseUnreachable } from './errors.ts';
import { openStore } from './open-store.ts';
import { openPostgres } from './postgres.ts';
import { connectionOf } from './postgres-url.ts';
import { lockQueue } from './queue-lock.ts';
import { useFolders } from './testing/folders.ts';
import { asAdmin, startOwnPostgres } from './testing/postgres-server.ts';
import { startOne, workOff } from './testing/rows.ts';

const URL = 'postgres://a:b@host/db';

describe('sslmode', () => {
  it.each([
    ['', false],
    ['?sslmode=disable', false],
    ['?sslmode=require', {}],
    ['?sslmode=verify-full', {}],
    ['?sslmode=verify-full&sslrootcert=system', {}],
    ['?ssl=true', {}],
    ['?sslmode=no-verify', { rejectUnauthorized: false }],
  ])('%s asks for %o', (query, ssl) => {
    expect(connectionOf(URL + query)).toEqual({ connectionString: URL, ssl });
  });

  it.each([
    ['?sslmode=prefer', /^sslmode must be one of disable, no-verify, require, verify-ca, verify-full; got prefer$/],
    ['?sslmode=verify-ca', /^sslmode=verify-ca needs the certificate of who signs: sslrootcert=FILE$/],
    ['?sslrootcert=/not/there', /^sslrootcert must be a file that can be read; \/not\/there is not \(ENOENT\)$/],
  ])('%s is refused', (query, message) => {
    expect(() => connectionOf(URL + query)).toThrow(message);
  });
});

describe('with TLS', () => {
  let server: Awaited<ReturnType<typeof startOwnPostgres>> | null = null;
  let missing = '';
  let certificates = '';
  beforeAll(async () => {
    certificates = await mkdtemp(join(tmpdir(), 'passband-test-certificates-'));
    try {
      makeCertificates(certificates);
      server = await startOwnPostgres({
        settings: ['-c', 'ssl=on', '-c', 'ssl_cert_file=server.crt', '-c', 'ssl_key_file=server.key'],
        async prepare(folder) {
          const { uid, gid } = await stat(folder);
          for (const name of ['server.crt', 'server.key']) {
            await copyFile(join(certificates, name), join(folder, name));
            await chown(join(folder, name), uid, gid);
            await chmod(join(folder, name), 0o600);
          }
        },
      });
    } catch (error) {
      missing = `tests of TLS are skipped: ${String(error).slice(0, 300)}`;
      console.warn(missing);
    }
  });
  afterAll(async () => {
    await server?.stop();
    await rm(certificates, { recursive: true });
  });

  const said = (query: string, host = 'localhost'): Promise<unknown> =>
    openPostgres(`${server?.url.replace('127.0.0.1', host)}?${query}`).then(async (database) => {
      const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(database.kysely);
      await database.close();
      return rows[0];
    }, String);
  const file = (name: string): string => encodeURIComponent(join(certificates, name));

  it('the line is encrypted where the certificate is signed by who is named, of this host', async ({ skip }) => {
    if (server === null) skip(missing);
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      expect(await said(`sslmode=${mode}&sslrootcert=${file('ca.crt')}`)).toEqual({ ssl: true });
    expect(await said(`sslrootcert=${file('ca.crt')}`)).toEqual({ ssl: true });
    expect(await said('sslmode=no-verify')).toEqual({ ssl: true });
    expect(await said('sslmode=disable')).toEqual({ ssl: false });
  });

  it('a wrong certificate is told in a sentence, and which', async ({ skip }) => {
    if (server === null) skip(missing);
    const unknown =
      /localhost:\d+\/postgres: its certificate is signed by nobody who is known here: name .*sslrootcert=FILE/;
    expect(await said('sslmode=require')).toMatch(unknown);
    expect(await said(`sslmode=verify-full&sslrootcert=${file('other.crt')}`)).toMatch(unknown);
    const named = `sslrootcert=${file('ca.crt')}`;
    expect(await said(`sslmode=verify-full&${named}`, '127.0.0.1')).toMatch(/its certificate is of another host/);
    expect(await said(`sslmode=verify-ca&${named}`, '127.0.0.1')).toEqual({ ssl: true });
  });
});

/** A certificate authority, another one, and a certificate of the first for localhost. */
function makeCertificates(folder: string): void {
  const openssl = (...given: string[]) => execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  for (const name of ['ca', 'other'])
    openssl('req', '-x509', ...key, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-subj', `/CN=${name}`);
  openssl('req', ...key.slice(0, 3), '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=localhost');
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'],
    ...['-out', 'server.crt'],
  );
}

describe('a database that goes away', () => {
  const folders = useFolders();
  let server: Awaited<ReturnType<typeof startOwnPostgres>> | null = null;
  let missing = '';
  beforeAll(async () => {
    server = await startOwnPostgres().catch((error: unknown) => {
      missing = String(error);
      console.warn(`tests of a database that goes away are skipped: ${missing}`);
      return null;
    });
  });
  afterAll(() => server?.stop());

  it('is told, and when it is back the store goes on and listeners hear that they may have missed something', async ({
    skip,
  }) => {
    if (server === null) return skip(missing);
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ dataFolder: await folders.empty(), databaseUrl });
    const { id } = await startOne(store, { roundsTotal: 1 });
    const heard: (string | null)[] = [];
    store.measurements.onChange((one) => heard.push(one));
    const revoked: (string | null)[] = [];
    store.tokens.onRevoked((one) => revoked.push(one));
    await server.restart(async () => {
      await expect(store.queue.depth()).rejects.toThrow(DatabaseAway);
      await expect(store.measurements.cancel(id)).rejects.toThrow(
        /the database must answer; it does not: .*ECONNREFUSED/,
      );
    });
    await expect.poll(() => store.queue.depth().catch(() => null), { timeout: 20_000 }).toBe(1);
    // The start may be heard after it was made.
    const missed = () => [heard.filter((one) => one === null), revoked];
    await expect.poll(missed, { timeout: 20_000 }).toEqual([[null], [null]]);
    expect(await workOff(store)).toHaveLength(1);
    await expect.poll(() => heard.slice(heard.indexOf(null)).includes(id)).toBe(true);
    await store.close();
  }, 60_000);

  it('in the middle of a statement or between two of a transaction ends no process', async ({ skip }) => {
    if (server === null) return skip(missing);
    const database = await openPostgres(await server.createDatabase());
    const others = `select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname like 'passband_test_%'`;
    const sleeping = sql`select pg_sleep(60)`.execute(database.kysely).catch((error: unknown) => error);
    const between = database.kysely
      .transaction()
      .execute(async (transaction) => {
        await sql`select 1`.execute(transaction);
        // On a line of its own: within a transaction what others do stays as it was at the first look.
        await expect
          .poll(
            async () =>
              (
                await sql`select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()`.execute(
                  database.kysely,
                )
              ).rows.length,
          )
          .toBe(1);
        await asAdmin(server?.url ?? '', others);
        await sql`select 2`.execute(transaction);
      })
      .catch((error: unknown) => error);
    expect(await sleeping).toBeInstanceOf(DatabaseAway);
    expect(await between).toBeInstanceOf(DatabaseAway);
    expect((await sql`select 3 as three`.execute(database.kysely)).rows).toEqual([{ three: 3 }]);
    await database.close();
  });

  it('without a word, on a line that was cut, is given up in time, and listened to on another', async ({ skip }) => {
    if (server === null) return skip(missing);
    const url = new globalThis.URL(await server.createDatabase());
    const line = await Line.to(Number(url.port));
    url.port = String(line.port);
    const database = await openPostgres(url.href, { times: { everyMs: 100, answerMs: 1_000, statementMs: 1_000 } });
    const heard: string[] = [];
    let missed = 0;
    await database.listen(
      'x',
      (payload) => heard.push(payload),
      () => {
        missed += 1;
      },
    );
    line.cut();
    await expect(sql`select 1`.execute(database.kysely)).rejects.toThrow(DatabaseAway);
    await expect.poll(() => missed, { timeout: 10_000 }).toBe(1);
    await expect
      .poll(() => sql`select pg_notify('x', 'again')`.execute(database.kysely).then(() => heard))
      .toContain('again');
    await database.close();
    await line.close();
  });

  it('what a machine that is lost had locked is free for others in time', async ({ skip }) => {
    if (server === null) return skip(missing);
    const url = new globalThis.URL(await server.createDatabase());
    const other = await openPostgres(url.href);
    const line = await Line.to(Number(url.port));
    url.port = String(line.port);
    const lost = await openPostgres(url.href, { times: { statementMs: 1_000, heldMs: 1_500 } });
    const locked = lost.kysely.transaction().execute(async (transaction) => {
      await lockQueue(transaction);
      line.cut();
      await sql`select 1`.execute(transaction);
    });
    await expect(locked).rejects.toThrow(DatabaseAway);
    await other.kysely.transaction().execute(lockQueue);
    await other.close();
    await line.close();
    await lost.close();
  });

  it('a database that is no PostgreSQL is told', async () => {
    const silent = createServer((socket) => socket.end('HTTP/1.1 400 no\r\n\r\n')).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await expect(openPostgres(`postgres://a:b@127.0.0.1:${port}/db`)).rejects.toThrow(DatabaseUnreachable);
    silent.close();
  });
});

/** A line to a port, which can be cut such that neither end hears of it. */
class Line {
  readonly port: number;
  readonly #server: ReturnType<typeof createServer>;
  readonly #sockets: Socket[] = [];

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async to(target: number): Promise<Line> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const line = new Line(server, address.port);
    server.on('connection', (near) => {
      const far = connect(target, '127.0.0.1');
      for (const socket of [near, far]) {
        socket.on('error', () => {});
        line.#sockets.push(socket);
      }
      near.pipe(far).pipe(near);
    });
    return line;
  }

  /** What is connected now hears nothing any more; new connections do. */
  cut(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
