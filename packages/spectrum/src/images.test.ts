import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownPairs } from './golden.fixture.ts';
import { drawImages } from './images.ts';
import { randomDirection } from './random-direction.ts';

const labels = Array.from({ length: 300 }, (_, k) => k % 10);

test("images of all classes together are the reference's", () => {
  const [known] = knownPairs.images;
  expect(drawImages(labels, known.count, known.seed, known.purpose)).toEqual(known.drawn);
});

test("images of each class are the reference's", () => {
  const [, known] = knownPairs.images;
  expect(drawImages(labels, known.count, known.seed, known.purpose, known.classes)).toEqual(known.drawn);
});

test('drawn images differ, and fewer are the beginning of more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), (count, seed) => {
      const drawn = drawImages(labels, count, seed, 'train');
      expect(new Set(drawn).size).toBe(count);
      expect(drawImages(labels, 300, seed, 'train').slice(0, count)).toEqual(drawn);
    }),
  );
});

test('each purpose has a stream of its own', () => {
  expect(drawImages(labels, 20, 0, 'train')).not.toEqual(drawImages(labels, 20, 0, 'validation'));
});

test('too many images are refused with both numbers', () => {
  expect(() => drawImages(labels, 31, 0, 'train', [4])).toThrow('class 4 has 30 images; 31 were asked for');
  expect(() => drawImages(labels, 1301, 0, 'train')).toThrow('the dataset has 300 images; 1,301 were asked for');
});

test("a random direction's normals are the reference's to 1e-15", () => {
  const { size, seed, index, normals } = knownPairs.direction;
  const drawn = randomDirection(size, seed, index);
  normals.forEach((normal, k) => {
    expect(Math.abs(drawn[k]! - normal)).toBeLessThan(1e-15 * 4);
  });
});

test('a shorter random direction, of an odd number of values too, is the beginning of a longer one', () => {
  expect(randomDirection(7, 1)).toEqual(randomDirection(12, 1).slice(0, 7));
});

test('a random direction has mean 0 and variance 1', () => {
  const drawn = randomDirection(100_000, 3);
  expect(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length)).toBeLessThan(0.015);
  expect(Math.abs(drawn.reduce((sum, value) => sum + value * value, 0) / drawn.length - 1)).toBeLessThan(0.02);
});
