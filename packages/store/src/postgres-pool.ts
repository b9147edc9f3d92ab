import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { DatabaseAway, diskFullOr, errorCode } from './errors.ts';
import { reasonOf } from './postgres-url.ts';

/** Says how many connections there are, and how many wait for one. */
type WatchedPool = PostgresPool & { connections(): { open: number; idle: number; waiting: number } };

/** What a machine that is lost had locked is free once the database notices: until then claims through other servers wait. */
const noticedWithin = (heldMs: number): string => `set idle_in_transaction_session_timeout = ${heldMs};
  set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3`;

/**
 * A pool whose connections are dropped when they break or do not answer, and whose errors then are DatabaseAway. A transaction
 * that asks nothing for `heldMs` is ended by the database.
 */
export function watchedPool(config: pg.PoolConfig, heldMs: number, log: (message: string) => void): WatchedPool {
  const pool = new pg.Pool({
    ...config,
    async onConnect(client) {
      await client.query(noticedWithin(heldMs));
    },
  });
  pool.on('error', (error) => log(`a database connection that was idle broke: ${error.message}`));
  // Without a listener, one that breaks between the statements of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    async connect() {
      try {
        return new WatchedClient(await pool.connect());
      } catch (error) {
        throw new DatabaseAway(reasonOf(error), { cause: error });
      }
    },
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => pool.end(),
  };
}

class WatchedClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #broken: DatabaseAway | null = null;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(statement: unknown, parameters: ReadonlyArray<unknown> = []): unknown {
    if (typeof statement !== 'string') throw new Error('rows are asked for in pages; got a cursor');
    return this.#answer(statement, [...parameters]);
  }

  release(): void {
    this.#client.release(this.#broken ?? undefined);
  }

  async #answer(statement: string, parameters: unknown[]): Promise<unknown> {
    // What follows in a transaction would wait for as long again.
    if (this.#broken) throw this.#broken;
    try {
      return await this.#client.query(statement, parameters);
    } catch (error) {
      if (!isAway(error)) throw diskFullOr(error, "the database's disk");
      this.#broken = new DatabaseAway(reasonOf(error), { cause: error });
      throw this.#broken;
    }
  }
}

/** PostgreSQL's connection errors, and those of its shutting down and starting; else what the system or pg says of a line. */
const CODES = /^(08...|57P0[123]|53300|E[A-Z]+)$/;
const MESSAGES = /^(Connection terminated|Query read timeout|Client has encountered a connection error)/;

function isAway(error: unknown): boolean {
  return CODES.test(errorCode(error) ?? '') || (error instanceof Error && MESSAGES.test(error.message));
}
