import { drawClassPairs } from '@passband/spectrum';
import { expect, test } from 'vitest';
import { classesWithImages, groupsOf } from './groups.ts';

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

test('chosen classes make their own groups only', () => {
  expect(groupsOf({ ...all, classes: [1, 4] }, dataset)).toHaveLength(3);
});
