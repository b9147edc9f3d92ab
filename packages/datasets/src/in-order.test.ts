import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

/** Takes so many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let k = 0; k < count; k++) await turn();
}

it('what is made of items comes in their order, so many at once and no more, however long each takes', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4)), fc.integer({ min: 1, max: 4 }), async (items, atOnce) => {
      let [underWay, most] = [0, 0];
      const make = async (item: number) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await turns(item);
        underWay -= 1;
        return 2 * item;
      };
      const made: number[] = [];
      for await (const each of inOrder(items, atOnce, make)) made.push(each);
      expect(made).toEqual(items.map((item) => 2 * item));
      expect([most, underWay]).toEqual([Math.min(atOnce, items.length), 0]);
    }),
    { numRuns: 50 },
  ));

it('the first error in order ends it, once nothing is under way any more', async () => {
  const ended: number[] = [];
  const make = async (item: number) => {
    await turns(5 - item);
    ended.push(item);
    if (item > 0) throw new Error(`item ${item}`);
    return item;
  };
  const made: number[] = [];
  await expect(async () => {
    for await (const each of inOrder([0, 1, 2, 3, 4], 3, make)) made.push(each);
  }).rejects.toThrow('item 1');
  expect(made).toEqual([0]);
  expect(ended.toSorted()).toEqual([0, 1, 2, 3]);
});

it('who stops in the middle waits for what is under way, and nothing more is begun', async () => {
  const ended: number[] = [];
  const make = async (item: number) => {
    await turns(item);
    ended.push(item);
    return item;
  };
  for await (const each of inOrder([0, 1, 2, 3, 4], 2, make)) if (each === 1) break;
  expect(ended).toEqual([0, 1, 2]);
});
