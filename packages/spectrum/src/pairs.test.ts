import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownPairs } from './golden.fixture.ts';
import { drawClassPairs, imagesByClass, type Pair, pairStream, possiblePairs } from './pairs.ts';

const labels = Array.from({ length: 300 }, (_, k) => k % 10);
const smallLabels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 25 });

/** The first pairs of a group. */
function pairsOf(labels: ArrayLike<number>, a: number, b: number, count: number, seed: number): Pair[] {
  const stream = pairStream(imagesByClass(labels, 10), a, b, seed);
  return Array.from({ length: count }, (_, k) => stream.pair(k));
}

describe('pairStream', () => {
  test.each(knownPairs.pairs)("seed $seed, classes $classA and $classB: the reference's pairs", (known) => {
    expect(pairsOf(labels, known.classA, known.classB, 25, known.seed)).toEqual(known.pairs);
  });

  test('other seeds and other groups draw other pairs', () => {
    const first = pairsOf(labels, 2, 5, 20, 3);
    expect(pairsOf(labels, 2, 5, 20, 4)).not.toEqual(first);
    expect(pairsOf(labels, 2, 6, 20, 3).map(([a]) => a)).not.toEqual(first.map(([a]) => a));
  });

  test('pairs differ, no image is paired with itself, and each end is of its class, up to every pair there is', () => {
    fc.assert(
      fc.property(smallLabels, fc.constantFrom([0, 0], [0, 1], [1, 2], [2, 2]), fc.nat(), (some, [a, b], seed) => {
        const possible = possiblePairs(imagesByClass(some, 3), a!, b!);
        const pairs = pairsOf(some, a!, b!, possible, seed);
        expect(new Set(pairs.map(([i, j]) => `${Math.min(i, j)}/${Math.max(i, j)}`)).size).toBe(possible);
        for (const [i, j] of pairs) expect([some[i], some[j], i !== j]).toEqual([a, b, true]);
      }),
    );
  });

  test('every pair of a small class is equally likely to be first', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const [i, j] = pairStream([[0, 1, 2, 3]], 0, 0, seed).pair(0);
      const key = `${Math.min(i, j)}${Math.max(i, j)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test('the k-th pair is the same in whatever order pairs are asked for', () => {
    const pairs = pairsOf(labels, 3, 9, 25, 7);
    const stream = pairStream(imagesByClass(labels, 10), 3, 9, 7);
    for (const k of [24, 0, 7, 7, 23]) expect(stream.pair(k)).toEqual(pairs[k]);
  });

  test('what a caller does to a pair changes no later answer', () => {
    const stream = pairStream(imagesByClass(labels, 10), 0, 0, 0);
    stream.pair(0)[0] = -1;
    expect(stream.pair(0)).toEqual(knownPairs.pairs[0]!.pairs[0]);
  });

  test('it knows how many pairs there are and gives no further one', () => {
    const stream = pairStream(imagesByClass([0, 0, 0], 1), 0, 0, 0);
    expect(stream.possible).toBe(3);
    expect(() => stream.pair(3)).toThrow('a whole number below 3; got 3');
    expect(() => stream.pair(-1)).toThrow('got -1');
  });

  test('a class without images has no pairs', () => {
    for (const [a, b] of [
      [0, 1],
      [1, 1],
    ] as const)
      expect(pairStream([[4, 5], []], a, b, 0).possible).toBe(0);
  });

  test('class a above class b is refused', () => {
    expect(() => pairStream(imagesByClass(labels, 10), 5, 2, 0)).toThrow(
      'class a must not be above class b; got 5 and 2',
    );
  });
});

describe('groups', () => {
  test('images of a class stand in the order of the dataset', () => {
    expect(imagesByClass([1, 0, 1, 3], 4)).toEqual([[1], [0, 2], [], [3]]);
  });

  test('a label that is no class is refused with its image', () => {
    expect(() => imagesByClass([0, 12], 10)).toThrow('labels must be whole numbers from 0 to 9; image 1 has 12');
  });

  test('possible pairs are n (n - 1) / 2 within a class and n m between two', () => {
    const images = [[1, 2, 3, 4], [5, 6, 7], []];
    expect([possiblePairs(images, 0, 0), possiblePairs(images, 0, 1), possiblePairs(images, 1, 2)]).toEqual([6, 12, 0]);
    expect([possiblePairs(images, 3, 3), possiblePairs(images, 0, 3)]).toEqual([0, 0]);
  });
});

describe('drawClassPairs', () => {
  const ten = Array.from({ length: 10 }, (_, k) => k);

  test("ten classes: the reference's pairs", () => {
    expect(drawClassPairs(ten, 12, knownPairs.classPairs.seed)).toEqual(knownPairs.classPairs.pairs);
  });

  test('a is below b, all pairs differ, and the order of the classes does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { minLength: 2, maxLength: 12 }), fc.nat(), (classes, seed) => {
        const possible = (classes.length * (classes.length - 1)) / 2;
        const pairs = drawClassPairs(classes, possible, seed);
        expect(new Set(pairs.map(String)).size).toBe(possible);
        for (const [a, b] of pairs) expect(a).toBeLessThan(b);
        expect(drawClassPairs(classes.toReversed(), possible, seed)).toEqual(pairs);
      }),
    );
  });

  test('too many are refused with both numbers', () => {
    expect(() => drawClassPairs(ten, 46, 0)).toThrow('10 classes have 45 pairs; 46 were asked for');
    expect(() => drawClassPairs([3, 5], 2, 0)).toThrow('2 classes have 1 pair; 2 were asked for');
    expect(() => drawClassPairs([3], 1, 0)).toThrow('1 class has 0 pairs; 1 was asked for');
  });

  test.each([-1, 1.5, Number.NaN])('a count of %d is refused', (count) => {
    expect(() => drawClassPairs(ten, count, 0)).toThrow(`a count must be a whole number; got ${count}`);
  });
});
