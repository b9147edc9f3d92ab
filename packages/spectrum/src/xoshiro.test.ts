import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownPairs } from './golden.fixture.ts';
import { xoshiro128 } from './xoshiro.ts';

describe('word', () => {
  test("the first words are the reference's", () => {
    const stream = xoshiro128(knownPairs.words.key);
    expect(knownPairs.words.first.map(() => stream.word())).toEqual(knownPairs.words.first);
  });

  test('equal keys give equal streams, other keys others', () => {
    const words = (key: string) => {
      const stream = xoshiro128(key);
      return Array.from({ length: 50 }, () => stream.word());
    };
    expect(words('a')).toEqual(words('a'));
    expect(words('a')).not.toEqual(words('b'));
  });

  test('every word is a whole number in 0 ... 2^32 - 1', () => {
    const stream = xoshiro128('range');
    for (let k = 0; k < 10_000; k++) {
      const word = stream.word();
      expect(Number.isInteger(word) && word >= 0 && word < 2 ** 32).toBe(true);
    }
  });
});

describe('below', () => {
  test('every number is in 0 ... n - 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (key, n) => {
        const drawn = xoshiro128(key).below(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
      }),
    );
  });

  test('below(1) is 0', () => {
    expect(xoshiro128('one').below(1)).toBe(0);
  });

  test('below(2^32) is the word itself', () => {
    expect(xoshiro128('all').below(2 ** 32)).toBe(xoshiro128('all').word());
  });

  test.each([2, 3, 7, 10])('each number below %i is drawn equally often (chi square, 0.1 %%)', (n) => {
    const counts = new Array<number>(n).fill(0);
    const stream = xoshiro128(`uniform/${n}`);
    for (let k = 0; k < 100_000; k++) counts[stream.below(n)]!++;
    const expected = 100_000 / n;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan({ 2: 10.83, 3: 13.82, 7: 22.46, 10: 27.88 }[n]!);
  });

  test('where a modulus would favour small numbers, words past the last multiple are thrown away', () => {
    // With n = 3 * 2^30 a plain modulus would give a number below 2^30 half of the time instead of a third.
    const stream = xoshiro128('bias');
    let small = 0;
    for (let k = 0; k < 30_000; k++) if (stream.below(3 * 2 ** 30) < 2 ** 30) small++;
    expect(Math.abs(small / 30_000 - 1 / 3)).toBeLessThan(0.01);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 32 + 1, Infinity])('below(%d) is an error that names the value', (n) => {
    expect(() => xoshiro128('x').below(n)).toThrow(`a whole number from 1 to 2^32; got ${n}`);
  });
});
