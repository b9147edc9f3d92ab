import { drawClassPairs } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { classesWithImages, groupKey, groupsOf } from './groups.ts';

const dataset = { imageCount: 8, classes: [2, 2, 0, 2, 2].map((imageCount, k) => ({ name: `${k}`, imageCount })) };
const all = { scopes: ['WITHIN_CLASS' as const, 'BETWEEN_CLASS' as const], classes: null, classPairs: null, seed: 0 };

test('classes without images are in no group', () => expect(classesWithImages(dataset)).toEqual([0, 1, 3, 4]));

test('groups are the classes, then every pair of them, in order', () => {
  const groups = groupsOf(all, dataset).map(({ classA, classB }) => [classA, classB]);
  const pairs = [
    [0, 1],
    [0, 3],
    [0, 4],
    [1, 3],
    [1, 4],
    [3, 4],
  ];
  expect(groups).toEqual([[0, 0], [1, 1], [3, 3], [4, 4], ...pairs]);
});

test('pairs of classes are those that the seed draws', () => {
  const groups = groupsOf({ ...all, scopes: ['BETWEEN_CLASS'], classPairs: 3, seed: 5 }, dataset);
  const drawn = drawClassPairs([0, 1, 3, 4], 3, 5).map(([a, b]) => `${a}/${b}`);
  expect(groups.map(({ classA, classB }) => `${classA}/${classB}`).sort()).toEqual(drawn.sort());
});

test('drawn pairs of classes stand in order of the first, then of the second', () => {
  const many = { imageCount: 40, classes: Array.from({ length: 20 }, (_, k) => ({ name: `${k}`, imageCount: 2 })) };
  const groups = groupsOf({ ...all, scopes: ['BETWEEN_CLASS'], classPairs: 60, seed: 5 }, many);
  const places = groups.map(({ classA, classB }) => 20 * classA + classB);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(60);
});

test('along directions groups are the classes of the first direction, then of the second, each with a key of its own', () => {
  const random = { kind: 'RANDOM' as const, i: null, j: null };
  const groups = groupsOf({ ...all, scopes: ['WITHIN_CLASS'], classes: [1, 4], directions: [random, random] }, dataset);
  expect(groups.map(({ classA, classB, direction }) => [classA, classB, direction])).toEqual([
    [1, 1, 0],
    [4, 4, 0],
    [1, 1, 1],
    [4, 4, 1],
  ]);
  expect(groups.map(groupKey)).toEqual(['1/1/0', '4/4/0', '1/1/1', '4/4/1']);
  expect(groupKey({ classA: 1, classB: 4 })).toBe('1/4');
});

test('chosen classes make their own groups only', () => {
  expect(groupsOf({ ...all, classes: [1, 4] }, dataset)).toHaveLength(3);
});
