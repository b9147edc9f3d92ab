import { describe, expect, it } from 'vitest';
import { ResultCache } from './result-cache.ts';

describe('the cache of results', () => {
  it('computes once what is asked for twice at once', async () => {
    const cache = new ResultCache(10);
    let computed = 0;
    const ask = () =>
      cache.get(
        'a',
        async () => ++computed,
        () => 1,
      );
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    expect(await ask()).toBe(1);
  });
  it('forgets the least recently used once it is over its weight', async () => {
    const cache = new ResultCache(10);
    let computed = 0;
    const ask = (key: string) =>
      cache.get(
        key,
        async () => ++computed,
        () => 4,
      );
    await ask('a');
    await ask('b');
    await ask('a');
    await ask('c');
    expect(await ask('a')).toBe(1);
    expect(await ask('b')).toBe(4);
  });
  it('keeps what is still being computed, whatever goes', async () => {
    const cache = new ResultCache(3);
    let computed = 0;
    let done = (_: number): void => {};
    const slow = () =>
      cache.get(
        'slow',
        () => {
          computed++;
          return new Promise<number>((resolve) => {
            done = resolve;
          });
        },
        () => 1,
      );
    const first = slow();
    await cache.get(
      'heavy',
      async () => 0,
      () => 4,
    );
    const second = slow();
    done(7);
    expect(await Promise.all([first, second])).toEqual([7, 7]);
    expect(computed).toBe(1);
  });
  it('does not keep what could not be computed', async () => {
    const cache = new ResultCache(10);
    await expect(
      cache.get(
        'a',
        () => Promise.reject(new Error('no')),
        () => 1,
      ),
    ).rejects.toThrow('no');
    expect(
      await cache.get(
        'a',
        async () => 2,
        () => 1,
      ),
    ).toBe(2);
  });
});
