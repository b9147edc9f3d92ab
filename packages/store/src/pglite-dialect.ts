import { statfsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { DatabaseStopped, DiskFull } from './errors.ts';
import { Mutex } from './mutex.ts';

/**
 * PGlite as a Kysely dialect: one connection, so whoever has it (a query, a whole transaction) goes alone. Where the disk of its
 * folder has no room for its log, what would write is refused before PGlite hears of it: PostgreSQL panics where its log can't
 * be written, and in WebAssembly never gives this thread back. `onStopped` is told where it panics all the same.
 */
export function pgliteDialect(
  client: PGlite,
  folder: string,
  onStopped: (error: DatabaseStopped) => void = () => {},
): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(new Client(client, folder, onStopped)),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

type Answers = Awaited<ReturnType<PGlite['exec']>>;

/** Four segments of PostgreSQL's log. */
const logRoomBytes = 4 * 2 ** 24;
const writesNothing = /^\s*(select|show|commit|rollback|listen|unlisten)\b/i;

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** PGlite, which must not be asked again once PostgreSQL panicked: it would never give this thread back. */
class Client {
  readonly #client: PGlite;
  readonly #folder: string;
  readonly #onStopped: (error: DatabaseStopped) => void;
  #stopped: DatabaseStopped | null = null;

  constructor(client: PGlite, folder: string, onStopped: (error: DatabaseStopped) => void) {
    this.#client = client;
    this.#folder = folder;
    this.#onStopped = onStopped;
  }

  get waitReady(): Promise<void> {
    return this.#client.waitReady;
  }

  async run(query: CompiledQuery): Promise<Answers[number] | undefined> {
    if (this.#stopped !== null) throw this.#stopped;
    if (!writesNothing.test(query.sql) && freeBytes(this.#folder) < logRoomBytes) throw new DiskFull(this.#folder);
    try {
      // PGlite prepares what `query` is given, which must then be one statement; scripts have no values.
      if (query.parameters.length === 0) return (await this.#client.exec(query.sql)).at(-1);
      return await this.#client.query<Answers[number]['rows'][number]>(query.sql, [...query.parameters]);
    } catch (error) {
      if (!isPanic(error)) throw error;
      this.#stopped = new DatabaseStopped(error.message, { cause: error });
      this.#onStopped(this.#stopped);
      throw this.#stopped;
    }
  }

  async close(): Promise<void> {
    if (this.#stopped === null) await this.#client.close();
  }
}

const isPanic = (error: unknown): error is Error =>
  error instanceof Error && 'severity' in error && (error.severity === 'PANIC' || error.severity === 'FATAL');

class PgliteDriver implements Driver {
  readonly #client: Client;
  readonly #mutex = new Mutex();
  #release: (() => void) | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  async init(): Promise<void> {
    await this.#client.waitReady;
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#mutex.acquire();
    this.#release = release;
    return new PgliteConnection(this.#client);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    const release = this.#release;
    this.#release = null;
    release?.();
  }

  async destroy(): Promise<void> {
    const release = await this.#mutex.acquire();
    await this.#client.close();
    release();
  }
}

class PgliteConnection implements DatabaseConnection {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#client.run(query);
    // PGlite computes in this thread and answers in microtasks: queries that wait for each other would leave nobody else a turn.
    await setImmediate();
    if (result === undefined) return { rows: [] };
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.affectedRows ?? 0) };
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursors outside of a transaction; long reads go by keyset pages.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streams of rows are read by keyset pages');
  }
}
