import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coloursOf, shortNames } from './names.ts';

describe('names', () => {
  test('lose their seed where all have the same, or none, and still differ', () => {
    expect(shortNames(['baseline, seed 0', 'mixup, seed 0'])).toEqual(['baseline', 'mixup']);
    expect(shortNames(['baseline, seed 0', 'resnet18'])).toEqual(['baseline', 'resnet18']);
    expect(shortNames(['baseline', 'baseline, seed 0'])).toEqual(['baseline', 'baseline, seed 0']);
  });

  test('say which seed each is of where those differ', () => {
    for (const names of [
      ['baseline, seed 0', 'mixup, seed 1'],
      ['baseline, seed 0', 'baseline, seed 1', 'mixup, seed 0'],
    ])
      expect(shortNames(names)).toEqual(names);
  });
});

describe('colours', () => {
  test('are those of the other pages where they are free, the reference slate', () => {
    expect(coloursOf([3, 1, 2])).toEqual([0, 1, 2]);
    expect(coloursOf([0, 2, 2, -1, 0])).toEqual([0, 2, 1, 3, 4]);
  });

  test('are never shared by two of eight models', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 1, maxLength: 8 }), (elsewhere) => {
        const colours = coloursOf(elsewhere);
        expect(new Set(colours).size).toBe(elsewhere.length);
        expect(Math.max(...colours)).toBeLessThan(8);
      }),
    );
  });
});
