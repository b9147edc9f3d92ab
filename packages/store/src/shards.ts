import type { Method, PathScope, Shard } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { newId } from './ids.ts';
import type { Tables } from './tables.ts';
import type { Tickets } from './tickets.ts';

/** Parameters as a shard is ordered: of the scopes that went on when it was claimed. */
export function orderedParameters(json: string, scopes: PathScope[] | null): Shard['parameters'] {
  const parameters: Shard['parameters'] = JSON.parse(json);
  return scopes === null ? parameters : { ...parameters, scopes };
}

/** A shard's row, one round long until it is claimed, and its ticket. */
export async function addShard(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  shard: { measurementId: string; number: number; firstRound: number },
): Promise<void> {
  const id = newId();
  await sql`insert into shards (id, measurement_id, number, first_round, round_count)
    values (${id}, ${shard.measurementId}, ${shard.number}, ${shard.firstRound}, 1)`.execute(transaction);
  await tickets.send(transaction, id);
}

/** Whether each shard goes on from what the one before gave: epochs of a training, one a shard so that each is seen when it is done. */
export function isInOrder(method: Method): boolean {
  return method === 'NOISE_FITTING';
}

/** Makes the next shard where the last one no longer waits (of methods in order: is done) and rounds are left. */
export async function continueMeasurement(
  transaction: Kysely<Tables>,
  tickets: Tickets,
  measurement: { id: string; method: Method; roundsTotal: number },
): Promise<void> {
  const { rows } = await sql<{ number: number; next: number; claimed: boolean; done: boolean }>`
    select number, first_round + round_count as next, attempts > 0 or state <> 'WAITING' as claimed,
      state = 'DONE' as done from shards
    where measurement_id = ${measurement.id} order by number desc limit 1`.execute(transaction);
  const last = rows[0];
  const isReady = isInOrder(measurement.method) ? last?.done : last?.claimed;
  if (last === undefined || !isReady || last.next >= measurement.roundsTotal) return;
  await addShard(transaction, tickets, {
    measurementId: measurement.id,
    number: last.number + 1,
    firstRound: last.next,
  });
}
