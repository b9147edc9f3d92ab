import type { PathScope } from '@passband/engine';
import { describe, expect, it } from 'vitest';
import type { NewMeasurement } from './requests.ts';
import { databases, useStore } from './testing/databases.ts';
import { type Claimed, claimOne, resultOf, roundsOf, startOne, tryClaim } from './testing/rows.ts';

const scopes: PathScope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];
const precise: Partial<NewMeasurement> = {
  method: 'PATH_SPECTRUM',
  parameters: JSON.stringify({ scopes, precision: 0.1 }),
  roundsTotal: 40,
  imagesTotal: 40 * 12,
  scopes,
};

const upTo = (rounds: number): number[] => Array.from({ length: rounds }, (_, round) => round);

describe.each(databases)('a path spectrum under precision on %s', (kind) => {
  const test = useStore(kind);
  const post = (order: Claimed) => test.store.queue.complete(order.id, order.lease, resultOf(order));
  const row = async (id: string) => (await test.store.measurements.byIds([id]))[0];
  const roundsStored = async (id: string, scope: PathScope) => {
    const page = await test.store.paths.page(id, { first: 100, scope });
    return [...new Set(page.edges.map(({ node }) => node.round))].sort((a, b) => a - b);
  };

  it('is ordered in shards that grow by a quarter, of the scopes that go on', async () => {
    const { id } = await startOne(test.store, precise);
    const first = await claimOne(test.store);
    const second = await claimOne(test.store, { id: 'b' });
    expect([first, second].map((order) => roundsOf(order).length)).toEqual([1, 7]);
    await post(first);
    await post(second);
    await test.store.measurements.stopScopes(id, [{ scope: 'WITHIN_CLASS', rounds: 8 }], 300);
    const third = await claimOne(test.store);
    expect(third.shard.parameters).toMatchObject({ scopes: ['BETWEEN_CLASS'], precision: 0.1 });
    expect((await test.store.queue.shard(third.id))?.shard).toEqual(third.shard);
    expect(await row(id)).toMatchObject({
      scopesLeft: ['BETWEEN_CLASS'],
      withinRounds: 8,
      betweenRounds: null,
      imagesExpected: 300,
    });
  });

  it('throws away what is past a stop, whether it came before the stop or after it', async () => {
    const { id } = await startOne(test.store, precise);
    const orders = [await claimOne(test.store), await claimOne(test.store, { id: 'b' })];
    const late = [await claimOne(test.store, { id: 'c' }), await claimOne(test.store, { id: 'd' })];
    for (const order of [...orders, late[1]!]) await post(order);
    await test.store.measurements.stopScopes(id, [{ scope: 'WITHIN_CLASS', rounds: 8 }], null);
    await post(late[0]!);
    expect(await roundsStored(id, 'WITHIN_CLASS')).toEqual(upTo(8));
    expect(await roundsStored(id, 'BETWEEN_CLASS')).toEqual(upTo(12));
    // Four samples a path, two classes and one pair of classes.
    expect((await row(id))?.imagesEvaluated).toBe(4 * (8 * 2 + 12));
  });

  it('keeps its first stop, and none once it is cancelled', async () => {
    const { id } = await startOne(test.store, precise);
    await post(await claimOne(test.store));
    await test.store.measurements.stopScopes(id, [{ scope: 'WITHIN_CLASS', rounds: 6 }], null);
    await test.store.measurements.stopScopes(id, [{ scope: 'WITHIN_CLASS', rounds: 5 }], null);
    expect((await row(id))?.withinRounds).toBe(6);
    await test.store.measurements.cancel(id);
    await test.store.measurements.stopScopes(id, [{ scope: 'BETWEEN_CLASS', rounds: 7 }], null);
    expect((await row(id))?.betweenRounds).toBeNull();
  });

  it('is complete once every scope stopped: what waits is given to nobody', async () => {
    const { id } = await startOne(test.store, precise);
    await post(await claimOne(test.store));
    expect((await test.store.measurements.undecided()).map((one) => one.id)).toEqual([id]);
    expect(await test.store.measurements.complete()).toEqual([]);
    const stops = scopes.map((scope) => ({ scope, rounds: 1 }));
    await test.store.measurements.stopScopes(id, stops, null);
    expect(await test.store.measurements.undecided()).toEqual([]);
    expect((await test.store.measurements.complete()).map((one) => one.id)).toEqual([id]);
    expect(await tryClaim(test.store)).toBeNull();
    expect(await test.store.queue.depth()).toBe(0);
    await test.store.measurements.cancel(id);
    expect((await test.store.measurements.retry(id))?.status).toBe('RUNNING');
    await test.store.measurements.succeed(id, [], []);
    expect((await row(id))?.status).toBe('SUCCEEDED');
  });

  it('counts the rounds from the first on that are stored without a gap', async () => {
    const { id } = await startOne(test.store, precise);
    const [first, second, third] = [await claimOne(test.store), await claimOne(test.store), await claimOne(test.store)];
    await post(third!);
    expect(await test.store.paths.leadingRounds(id)).toBe(0);
    await post(first!);
    expect(await test.store.paths.leadingRounds(id)).toBe(1);
    await post(second!);
    expect(await test.store.paths.leadingRounds(id)).toBe(10);
  });
});
