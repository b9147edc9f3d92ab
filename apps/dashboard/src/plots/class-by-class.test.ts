import { describe, expect, test } from 'vitest';
import { cells, cellText, type GroupRecord } from './class-by-class.ts';
import { cellInk } from './look.ts';

const group = (classA: string, classB: string, mean: number | null = 0.1): GroupRecord => ({
  scope: classA === classB ? 'WITHIN_CLASS' : 'BETWEEN_CLASS',
  classA,
  classB,
  pathCount: 20,
  mean,
  lower: null,
  upper: null,
});

describe('cells', () => {
  test('lie in the lower triangle whichever way a pair is named', () => {
    const classes = ['bag', 'coat', 'shirt'];
    for (const pair of [group('bag', 'shirt'), group('shirt', 'bag')]) {
      expect(cells([pair], classes)[0]).toMatchObject({ column: 'bag', row: 'shirt' });
    }
  });

  test('a group without a mean has none', () => {
    expect(cells([group('bag', 'coat', null)], ['bag', 'coat'])).toEqual([]);
  });

  test('a class with itself is on the diagonal', () => {
    expect(cells([group('coat', 'coat')], ['bag', 'coat'])[0]).toMatchObject({ column: 'coat', row: 'coat' });
  });
});

test('numbers in cells have two decimals and no leading zero', () => {
  expect([0.083, 0, 1, 0.996].map(cellText)).toEqual(['.08', '.00', '1.00', '1.00']);
});

test('numbers in cells turn where the scale gets dark, or light in the dark theme', () => {
  expect(cellInk(0.5, { name: 'light' })).not.toBe(cellInk(0.53, { name: 'light' }));
  expect(cellInk(0.54, { name: 'dark' })).not.toBe(cellInk(0.56, { name: 'dark' }));
});
