import { describe, expect, test } from 'vitest';
import { parsePathSpectrumParameters } from './parameters.ts';

const dataset = (classCount: number, imageCount: number) => ({
  imageCount: classCount * imageCount,
  imageShape: [28, 28, 1],
  classes: Array.from({ length: classCount }, (_, k) => ({ name: `class ${k}`, imageCount })),
});
const waves = (count: number) => Array.from({ length: count }, (_, i) => ({ kind: 'FOURIER', i, j: 3 }));
const problemsOf = (input: object, of: ReturnType<typeof dataset>) =>
  parsePathSpectrumParameters({ pairsPerGroup: 1, ...input }, of).problems;

describe('groups', () => {
  test('along directions are a class and a direction each, a million at most', () => {
    const many = dataset(40_000, 2);
    expect(problemsOf({ path: 'DIRECTION', directions: waves(25) }, many)).toEqual([]);
    expect(problemsOf({ path: 'DIRECTION', directions: waves(26) }, many)).toEqual([
      {
        field: 'directions',
        message:
          'classes times directions must be at most 1,000,000; got 1,040,000: choose fewer classes or directions',
        code: 'INVALID',
      },
    ]);
  });

  test.each([
    [{ path: 'DIRECTION', pairsPerGroup: 3 }, 'class class 0 has 2 images; 3 were asked for'],
    [{ pairsPerGroup: 2 }, 'class class 0 has 1 pair of images; 2 were asked for'],
    [
      { pairsPerGroup: 5, scopes: ['BETWEEN_CLASS'] },
      'classes class 0 and class 1 have 4 pairs of images; 5 were asked for',
    ],
  ])('%o that are too small are told of as pairsPerGroup', (input, message) => {
    expect(problemsOf(input, dataset(3, 2))).toEqual([{ field: 'pairsPerGroup', message, code: 'INVALID' }]);
  });
});
