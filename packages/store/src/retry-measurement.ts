import type { Method } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { notifyChanged } from './changes.ts';
import { lockQueue } from './queue-lock.ts';
import { waitsAgain } from './shard-states.ts';
import { continueMeasurement } from './shards.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** All rounds are stored, or every scope stopped by itself. */
export const isComplete = sql`(rounds_done >= rounds_total or coalesce(scopes_left = '{}', false))`;

/** FAILED or CANCELLED goes on with what is missing; the runtime stays fixed where a round was done on it. */
export async function retryMeasurement(transaction: Kysely<Tables>, tickets: Tickets, id: string): Promise<void> {
  await lockQueue(transaction);
  const { rows } = await sql<{ id: string; method: Method; roundsTotal: number }>`
    update measurements set
      status = case when ${isComplete} then 'RUNNING' else 'QUEUED' end,
      started_at = case when ${isComplete} then started_at end,
      runtime = case when rounds_done > 0 then runtime end,
      device = case when rounds_done > 0 then device end,
      finished_at = null, error = null
    where id = ${id} and status in ('FAILED', 'CANCELLED')
    returning id, method, rounds_total as "roundsTotal"`.execute(transaction);
  const [measurement] = rows;
  if (measurement === undefined) return;
  const shards = await sql<{ id: string; number: number }>`
    update shards set attempts = 0, ${waitsAgain}
    where measurement_id = ${id} and state <> 'DONE' returning id, number`.execute(transaction);
  const inOrder = shards.rows.sort((a, b) => a.number - b.number);
  await tickets.withdraw(
    transaction,
    inOrder.map(({ id: shardId }) => shardId),
  );
  for (const shard of inOrder) await tickets.send(transaction, shard.id);
  await continueMeasurement(transaction, tickets, measurement);
  await notifyChanged(transaction, id);
}
