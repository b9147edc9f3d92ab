import { CompiledQuery, type Kysely, sql } from 'kysely';
import PgBoss from 'pg-boss';
import { newId } from './ids.ts';
import type { Tables } from './tables.ts';

const queue = 'shards';

/** A ticket says that a shard waits; which comes first is pg-boss's to say. */
export interface Ticket {
  id: string;
  shardId: string;
}

/** The queue of tickets, on the store's own database; every call runs in the transaction it is given. */
export class Tickets {
  readonly #boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Makes pg-boss's own tables where they are missing: run it `alone`. The connection is used here only. */
  static async open(connection: Kysely<Tables>): Promise<Tickets> {
    // Leases are ours and a claimed ticket is deleted, so there is nothing for pg-boss to supervise.
    const boss = new PgBoss({ db: executor(connection), supervise: false, schedule: false });
    await boss.start();
    // 'short': at most one ticket that waits for each singletonKey, which is the shard.
    await boss.createQueue(queue, { name: queue, policy: 'short' });
    return new Tickets(boss);
  }

  /** A ticket for a shard, due after `delaySeconds`. Does nothing where one waits already. */
  async send(transaction: Kysely<Tables>, shardId: string, priority: number, delaySeconds = 0): Promise<void> {
    await this.#boss.send(queue, { shard: shardId }, {
      id: newId(),
      priority,
      singletonKey: shardId,
      // pg-boss fetches what was due before now; PGlite's clock ticks in milliseconds, so "now" would miss its own tick.
      startAfter: delaySeconds > 0 ? `${delaySeconds} seconds` : '-1 seconds',
      retentionDays: 3650,
      db: executor(transaction),
    } as PgBoss.SendOptions);
  }

  /** The next tickets in order, taken by this transaction. Ends with `take` or `putBack` for each. */
  async next(transaction: Kysely<Tables>, count: number): Promise<Ticket[]> {
    let failure: unknown;
    const db = executor(transaction, (error) => {
      failure = error;
    });
    const jobs = await this.#boss.fetch<{ shard: string }>(queue, { batchSize: count, db });
    // pg-boss gives an empty answer for a query that failed.
    if (failure !== undefined) throw failure;
    return jobs.map((job) => ({ id: job.id, shardId: job.data.shard }));
  }

  async take(transaction: Kysely<Tables>, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length > 0) {
      const ids = tickets.map((ticket) => ticket.id);
      await this.#boss.deleteJob(queue, ids, { db: executor(transaction) });
    }
  }

  /** Tickets wait again, each at its old place. */
  async putBack(transaction: Kysely<Tables>, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    const ids = tickets.map((ticket) => ticket.id);
    const options = { db: executor(transaction) };
    await this.#boss.cancel(queue, ids, options);
    await this.#boss.resume(queue, ids, options);
  }

  /** Shards that wait in a live measurement without a ticket, as after a crash in a bad moment, get one. */
  async repair(transaction: Kysely<Tables>): Promise<number> {
    const { rows } = await sql<{ id: string; priority: number }>`
      select s.id, m.priority from shards s join measurements m on m.id = s.measurement_id
      where s.state = 'WAITING' and m.status in ('QUEUED', 'RUNNING')
        and (m.scopes_left is null or m.scopes_left <> '{}') and not exists (
        select from pgboss.job j where j.name = ${queue} and j.singleton_key = s.id::text and j.state < 'active'
      )
      order by m.created_at, m.id, s.number`.execute(transaction);
    for (const row of rows) await this.send(transaction, row.id, row.priority);
    return rows.length;
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }
}

/** How pg-boss runs SQL: on a Kysely connection pool or within its transaction. */
function executor(kysely: Kysely<Tables>, onError?: (error: unknown) => void): PgBoss.Db {
  return {
    async executeSql(text: string, values: readonly unknown[] = []) {
      try {
        const { rows } = await kysely.executeQuery(CompiledQuery.raw(text, [...values]));
        return { rows };
      } catch (error) {
        onError?.(error);
        throw error;
      }
    },
  };
}
