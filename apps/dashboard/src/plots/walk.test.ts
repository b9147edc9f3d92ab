import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPlace, type Place } from './walk.ts';

const grid: Place[] = [
  [0, 0],
  [10, 0],
  [0, 10],
  [10, 10],
];

describe('arrow keys', () => {
  test('begin at the leftmost mark', () => {
    expect(
      nextPlace(
        [
          [5, 0],
          [1, 0],
        ],
        undefined,
        'ArrowRight',
      ),
    ).toBe(1);
  });

  test('right from the first reaches every mark once, then ends', () => {
    const places = fc.array(fc.tuple(fc.integer({ max: 900, min: 0 }), fc.integer({ max: 300, min: 0 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(places, (marks) => {
        const seen = new Set<number>();
        for (
          let at = nextPlace(marks, undefined, 'ArrowRight');
          at !== undefined;
          at = nextPlace(marks, at, 'ArrowRight')
        )
          seen.add(at);
        expect(seen.size).toBe(marks.length);
      }),
    );
  });

  test('left undoes right', () => {
    const right = nextPlace(grid, 0, 'ArrowRight');
    expect(nextPlace(grid, right, 'ArrowLeft')).toBe(0);
  });

  test('up and down stay in the column', () => {
    expect(nextPlace(grid, 1, 'ArrowDown')).toBe(3);
    expect(nextPlace(grid, 3, 'ArrowUp')).toBe(1);
    expect(nextPlace(grid, 1, 'ArrowUp')).toBeUndefined();
  });
});
