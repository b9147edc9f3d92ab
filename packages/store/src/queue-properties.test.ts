import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databases, useStore } from './testing/databases.ts';
import { type Claimed, leaseMs, resultOf, startOne, tryClaim, workOff } from './testing/rows.ts';

const workerCount = 3;
const action = fc.record({
  kind: fc.constantFrom(
    'claim',
    'claim',
    'claim',
    'heartbeat',
    'complete',
    'complete',
    'fail',
    'release',
    'expire',
    'late',
  ),
  worker: fc.nat(workerCount - 1),
});
const plan = fc.record({
  measurements: fc.array(fc.record({ rounds: fc.integer({ min: 1, max: 9 }), priority: fc.nat(1) }), {
    minLength: 1,
    maxLength: 3,
  }),
  actions: fc.array(action, { maxLength: 25 }),
});

describe.each(databases)('any sequence of claims, heartbeats, results, failures and lost workers on %s', (kind) => {
  const test = useStore(kind);

  it('stores each round exactly once and always comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ measurements, actions }) => {
        const { store, database } = test;
        const ids: string[] = [];
        for (const { rounds, priority } of measurements) {
          ids.push((await startOne(store, { roundsTotal: rounds, imagesTotal: 1000 * rounds, priority })).id);
        }
        const held: (Claimed | null)[] = Array.from({ length: workerCount }, () => null);
        const lost: Claimed[] = [];
        for (const { kind: what, worker } of actions) {
          const order = held[worker] ?? null;
          if (what === 'claim' && order === null) held[worker] = await tryClaim(store, { id: `worker-${worker}` });
          else if (what === 'expire') {
            await store.queue.sweep(new Date(Date.now() + 2 * leaseMs));
            lost.push(...held.filter((one) => one !== null));
            held.fill(null);
          } else if (what === 'late') {
            for (const old of lost)
              expect(await store.queue.complete(old.id, old.lease, resultOf(old))).not.toBe('live');
          } else if (order !== null) {
            await act(what, order);
            if (what !== 'heartbeat') held[worker] = null;
          }
        }
        for (const id of ids) await store.measurements.retry(id);
        for (const order of held) {
          if (order !== null)
            await store.queue.fail(order.id, order.lease, { error: 'bye', again: true, released: true });
        }
        await sql`update pgboss.job set start_after = now() - interval '1 s'`.execute(database.kysely);
        await workOff(store);
        // Shards whose workers were lost in an earlier run of a retried measurement have nobody left who holds them.
        await store.queue.sweep(new Date(Date.now() + 2 * leaseMs));
        await workOff(store);
        for (const [k, id] of ids.entries())
          expect(await storedRounds(id)).toEqual(range(measurements[k]?.rounds ?? 0));
        const complete = await store.measurements.complete();
        expect(complete.map((row) => row.id).filter((id) => ids.includes(id))).toHaveLength(ids.length);
        expect(await store.queue.depth()).toBe(0);
        for (const id of ids) await store.measurements.succeed(id, [], []);
      }),
      { numRuns: 25 },
    );
  });

  async function act(what: string, order: Claimed): Promise<void> {
    const { queue } = test.store;
    const state =
      what === 'heartbeat'
        ? await queue.heartbeat(order.id, order.lease, { imagesDone: 1, imagesPerSecond: 1 }, leaseMs)
        : what === 'complete'
          ? await queue.complete(order.id, order.lease, resultOf(order))
          : await queue.fail(order.id, order.lease, { error: 'no', again: true, released: what === 'release' });
    expect(['live', 'cancelled', 'lost']).toContain(state);
  }

  /** Rounds of finished shards, and that each of these has its one result. */
  async function storedRounds(id: string): Promise<number[]> {
    const { rows } = await sql<{ first: number; count: number; results: number }>`
      select s.first_round as first, s.round_count as count,
        (select count(*) from evaluations e where e.shard_id = s.id) as results
      from shards s where s.measurement_id = ${id} and s.state = 'DONE' order by s.first_round`.execute(
      test.database.kysely,
    );
    for (const row of rows) expect(row.results).toBe(1);
    return rows.flatMap(({ first, count }) => range(count).map((k) => first + k));
  }
});

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
