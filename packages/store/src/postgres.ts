import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { DatabaseUnreachable, errorCode } from './errors.ts';
import type { Tables } from './tables.ts';
import { toldOf } from './told-of.ts';

const longestReconnectDelayMs = 5_000;

/** Connects to a PostgreSQL server. Throws DatabaseUnreachable. */
export async function openPostgres(
  url: string,
  log: (message: string) => void,
  onStatement?: (sql: string) => void,
): Promise<Database> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, types, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => log(`a database connection that was idle broke: ${error.message}`));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...toldOf(onStatement) });
  const version = await sql<{ server_version: string }>`show server_version`.execute(kysely).catch(async (error) => {
    await kysely.destroy();
    throw new DatabaseUnreachable(placeOf(url), reasonOf(error), { cause: error });
  });
  const listeners: Listener[] = [];
  return {
    kysely,
    description: `PostgreSQL ${version.rows[0]?.server_version.split(' ')[0]}`,
    async listen(channel, onPayload) {
      const listener = new Listener(url, channel, onPayload, log);
      listeners.push(listener);
      await listener.connect();
    },
    async close() {
      for (const listener of listeners) await listener.close();
      await kysely.destroy();
    },
  };
}

/** A connection of its own that listens on a channel and comes back when it breaks. */
class Listener {
  readonly #url: string;
  readonly #channel: string;
  readonly #onPayload: (payload: string) => void;
  readonly #log: (message: string) => void;
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string, channel: string, onPayload: (payload: string) => void, log: (message: string) => void) {
    this.#url = url;
    this.#channel = channel;
    this.#onPayload = onPayload;
    this.#log = log;
  }

  async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 10_000, keepAlive: true });
    client.on('notification', (message) => this.#onPayload(message.payload ?? ''));
    client.on('error', () => {});
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(this.#channel)}`);
    if (this.#closed) return client.end();
    this.#client = client;
    client.on('end', () => this.#reconnect(100));
  }

  #reconnect(delayMs: number): void {
    if (this.#closed) return;
    this.#client = null;
    this.#timer = setTimeout(() => {
      this.connect().catch((error: unknown) => {
        this.#log(`the database does not answer: ${reasonOf(error)}`);
        this.#reconnect(Math.min(2 * delayMs, longestReconnectDelayMs));
      });
    }, delayMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end();
  }
}

/** Host, port and database of a URL, without user and password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'what it names is no URL';
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return code === null || message.includes(code) ? message : `${message} (${code})`;
}
