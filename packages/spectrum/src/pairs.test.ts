import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownPairs } from './golden.fixture.ts';
import { checkPairs, drawClassPairs, drawPairs, imagesByClass, pairStream, possiblePairs } from './pairs.ts';

const labels = Array.from({ length: 300 }, (_, k) => k % 10);
const smallLabels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 25 });

describe('drawPairs', () => {
  test.each(knownPairs.pairs)("seed $seed, classes $classA and $classB: the reference's pairs", (known) => {
    expect(drawPairs(labels, known.classA, known.classB, 25, known.seed)).toEqual(known.pairs);
  });

  test('typed arrays of labels give the same pairs', () => {
    expect(drawPairs(Uint16Array.from(labels), 0, 1, 25, 0)).toEqual(drawPairs(labels, 0, 1, 25, 0));
  });

  test('the first n pairs are the same for every count', () => {
    const all = drawPairs(labels, 2, 5, 100, 3);
    for (const count of [0, 1, 17, 99]) expect(drawPairs(labels, 2, 5, count, 3)).toEqual(all.slice(0, count));
  });

  test('other seeds and other groups draw other pairs', () => {
    const first = drawPairs(labels, 2, 5, 20, 3);
    expect(drawPairs(labels, 2, 5, 20, 4)).not.toEqual(first);
    expect(drawPairs(labels, 2, 6, 20, 3).map(([a]) => a)).not.toEqual(first.map(([a]) => a));
  });

  test('pairs differ, no image is paired with itself, and each end is of its class, up to every pair there is', () => {
    fc.assert(
      fc.property(smallLabels, fc.constantFrom([0, 0], [0, 1], [1, 2], [2, 2]), fc.nat(), (some, [a, b], seed) => {
        const possible = possiblePairs(imagesByClass(some, 3), a!, b!);
        const pairs = drawPairs(some, a!, b!, possible, seed);
        expect(new Set(pairs.map(([i, j]) => `${Math.min(i, j)}/${Math.max(i, j)}`)).size).toBe(possible);
        for (const [i, j] of pairs) expect([some[i], some[j], i !== j]).toEqual([a, b, true]);
      }),
    );
  });

  test('every pair of a small class is equally likely to be first', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const [[i, j]] = drawPairs([0, 0, 0, 0], 0, 0, 1, seed) as [[number, number]];
      const key = `${Math.min(i, j)}${Math.max(i, j)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  test('too many pairs of a class are refused with both numbers', () => {
    const forty = new Array<number>(40).fill(3);
    expect(() => drawPairs(forty, 3, 3, 1000, 0)).toThrow('class 3 has 780 pairs of images; 1,000 were asked for');
  });

  test('too many pairs of two classes are refused with both numbers', () => {
    expect(() => drawPairs([0, 1, 1], 0, 1, 3, 0)).toThrow('classes 0 and 1 have 2 pairs of images; 3 were asked for');
  });

  test('a class without images has no pairs', () => {
    expect(() => drawPairs([0, 0], 0, 7, 1, 0)).toThrow('classes 0 and 7 have 0 pairs of images; 1 were asked for');
    expect(drawPairs([0, 0], 0, 7, 0, 0)).toEqual([]);
    expect(() => drawPairs([0, 0], 7, 7, 1, 0)).toThrow('class 7 has 0 pairs of images; 1 were asked for');
  });

  test('class a above class b is refused', () => {
    expect(() => drawPairs(labels, 5, 2, 1, 0)).toThrow('class a must not be above class b; got 5 and 2');
  });

  test.each([-1, 1.5, Number.NaN])('a count of %d is refused', (count) => {
    expect(() => drawPairs(labels, 0, 1, count, 0)).toThrow(`a count must be a whole number; got ${count}`);
  });
});

describe('pairStream', () => {
  const images = imagesByClass(labels, 10);

  test('the k-th pair is that of drawPairs, in whatever order it is asked for', () => {
    const pairs = drawPairs(labels, 3, 9, 25, 7);
    const stream = pairStream(images, 3, 9, 7);
    for (const k of [24, 0, 7, 7, 23]) expect(stream.pair(k)).toEqual(pairs[k]);
  });

  test('what a caller does to a pair changes no later answer', () => {
    const stream = pairStream(images, 0, 0, 0);
    stream.pair(0)[0] = -1;
    expect(stream.pair(0)).toEqual(knownPairs.pairs[0]!.pairs[0]);
  });

  test('it knows how many pairs there are and gives no further one', () => {
    const stream = pairStream(imagesByClass([0, 0, 0], 1), 0, 0, 0);
    expect(stream.possible).toBe(3);
    expect(() => stream.pair(3)).toThrow('a whole number below 3; got 3');
    expect(() => stream.pair(-1)).toThrow('got -1');
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
  });

  test('checkPairs passes what exists and refuses one more', () => {
    checkPairs([[1, 2, 3]], 0, 0, 3);
    expect(() => checkPairs([[1, 2, 3]], 0, 0, 4)).toThrow('class 0 has 3 pairs of images; 4 were asked for');
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
  });
});
