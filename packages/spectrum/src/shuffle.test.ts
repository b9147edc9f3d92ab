import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffle } from './shuffle.ts';
import { xoshiro128 } from './xoshiro.ts';

const ordered = (length: number) => Array.from({ length }, (_, k) => k);

test('a shuffle keeps every item, and its first places are those of a shuffle of all', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.string(), (length, some, key) => {
      const count = Math.min(length, some);
      const [all, part] = [ordered(length), ordered(length)];
      shuffle(all, xoshiro128(key));
      shuffle(part, xoshiro128(key), count);
      expect(part.toSorted((a, b) => a - b)).toEqual(ordered(length));
      expect(part.slice(0, count)).toEqual(all.slice(0, count));
    }),
  );
});

test('every order of three items is equally likely', () => {
  const counts = new Map<string, number>();
  const stream = xoshiro128('orders');
  for (let k = 0; k < 6000; k++) {
    const items = ordered(3);
    shuffle(items, stream);
    counts.set(items.join(''), (counts.get(items.join('')) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
