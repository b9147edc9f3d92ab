import { CompiledQuery, type Kysely, sql } from 'kysely';
import PgBoss from 'pg-boss';
import { newId } from './ids.ts';
import { needsOf } from './needs.ts';
import { goesOn } from './shard-states.ts';
import type { Tables } from './tables.ts';

const queue = 'shards';

/** A ticket says that a shard waits, and what a worker needs to do it. */
export interface Ticket {
  id: string;
  shardId: string;
}

/** What pg-boss keeps of a ticket for us. */
interface TicketData {
  shard: string;
  /** See `needsOf`. */
  needs: string;
  /** When it was sent, in microseconds, on the database's clock: within a priority the older one comes first. */
  place: number;
}

const waits = sql`j.name = ${queue} and j.state < 'active'`;
const needs = sql`(j.data->>'needs')`;

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
    await orderTickets(connection);
    return new Tickets(boss);
  }

  /** A ticket for a shard, due after `delaySeconds`. Does nothing where one waits already, or where the shard is gone. */
  async send(transaction: Kysely<Tables>, shardId: string, delaySeconds = 0): Promise<void> {
    const { rows } = await sql<Omit<TicketData, 'shard'> & { priority: number }>`
      select m.priority, ${needsOf} as needs, (extract(epoch from clock_timestamp()) * 1e6)::bigint as place
      from shards s join measurements m on m.id = s.measurement_id join models o on o.id = m.model_id
      where s.id = ${shardId}`.execute(transaction);
    const [row] = rows;
    if (row === undefined) return;
    const { priority, ...data } = row;
    await this.#boss.send(queue, { shard: shardId, ...data } satisfies TicketData, {
      id: newId(),
      priority,
      singletonKey: shardId,
      // PGlite's clock ticks in milliseconds: what is due now must be so within the same tick.
      startAfter: delaySeconds > 0 ? `${delaySeconds} seconds` : '-1 seconds',
      retentionDays: 3650,
      db: executor(transaction),
    } as PgBoss.SendOptions);
  }

  /** The next `count` tickets that are due, of those whose needs are among these: by priority, then the oldest. */
  async next(transaction: Kysely<Tables>, met: readonly string[], count: number): Promise<Ticket[]> {
    const { rows } = await sql<Ticket>`select ticket as id, shard as "shardId"
      from pgboss.next_tickets(${met}::text[], ${count}::int)`.execute(transaction);
    return rows;
  }

  /** Tickets are gone: who has the queue's lock takes them. */
  async take(transaction: Kysely<Tables>, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length > 0) {
      const ids = tickets.map((ticket) => ticket.id);
      await this.#boss.deleteJob(queue, ids, { db: executor(transaction) });
    }
  }

  /** Tickets that wait for these shards are gone: what a worker needs for them may be something else now. */
  async withdraw(transaction: Kysely<Tables>, shardIds: readonly string[]): Promise<void> {
    await sql`delete from pgboss.job j where ${waits} and j.singleton_key = any(${shardIds}::text[])`.execute(
      transaction,
    );
  }

  /**
   * Shards that wait in a live measurement without a ticket, as after a crash in a bad moment, get one. Those of a version whose
   * tickets don't say what they need, which may still run beside this one, are made anew: no claim reads them.
   */
  async repair(transaction: Kysely<Tables>): Promise<number> {
    await sql`delete from pgboss.job j where ${waits} and ${needs} is null`.execute(transaction);
    const { rows } = await sql<{ id: string }>`
      select s.id from shards s join measurements m on m.id = s.measurement_id
      where s.state = 'WAITING' and ${goesOn} and not exists (
        select from pgboss.job j where ${waits} and j.singleton_key = s.id::text
      )
      order by m.created_at, m.id, s.number`.execute(transaction);
    for (const row of rows) await this.send(transaction, row.id);
    return rows.length;
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }
}

/** The index that tickets are read from in order. */
async function orderTickets(connection: Kysely<Tables>): Promise<void> {
  const { rows } =
    await sql`select from pg_indexes where schemaname = 'pgboss' and indexname = 'passband_tickets'`.execute(
      connection,
    );
  if (rows.length === 0)
    await sql`create index passband_tickets on pgboss.job ((data->>'needs'), priority desc, ((data->>'place')::bigint), id)
      where state < 'active'`.execute(connection);
  await sql`${sql.raw(NEXT_TICKETS)}`.execute(connection);
}

/**
 * The first tickets of each of the needs are read from the index, in its order, so what others must do is not even looked at.
 * A function, since a database that has not counted the tickets yet (the embedded one never does) would sort all of them.
 */
const NEXT_TICKETS = `
create or replace function pgboss.next_tickets(met text[], most int) returns table (ticket uuid, shard text)
language plpgsql set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off as $$
begin
  return query
  select first.id, first.shard_id from unnest(met) as wanted (needs) cross join lateral (
    select j.id, j.priority, (j.data->>'place')::bigint as place, j.data->>'shard' as shard_id from pgboss.job j
    where j.name = '${queue}' and j.state < 'active' and j.data->>'needs' = wanted.needs
      and j.start_after < clock_timestamp()
    order by j.priority desc, (j.data->>'place')::bigint, j.id limit most
  ) first order by first.priority desc, first.place, first.id limit most;
end $$`;

/** How pg-boss runs SQL: on a Kysely connection pool or within its transaction. */
function executor(kysely: Kysely<Tables>): PgBoss.Db {
  return {
    async executeSql(text: string, values: readonly unknown[] = []) {
      const { rows } = await kysely.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows };
    },
  };
}
