import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, groundAt, inkOn } from './contrast.ts';
import { figureThemes } from './theme.ts';

test('black on white is 21 to 1, and a colour on itself 1', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 9);
  expect(contrast([0.3, 0.2, 0.1], [0.3, 0.2, 0.1])).toBe(1);
});

test('a diverging scale has its colours at −1, 0 and 1', () => {
  const scale = ['#ff0000', '#ffffff', '#0000ff'] as const;
  expect([-1, 0, 1].map((share) => groundAt(share, scale))).toEqual([
    [1, 0, 0],
    [1, 1, 1],
    [0, 0, 1],
  ]);
  expect(groundAt(0.5, scale)).toEqual([0.5, 0.5, 1]);
});

describe.each(['light', 'dark'] as const)('numbers in cells, %s', (name) => {
  test('have 4.5 to 1 at every difference', () => {
    const { diverging, ink } = figureThemes[name];
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (share) => {
        const ground = groundAt(share / 1000, diverging);
        const text = inkOn(ground, ink);
        const colour = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 255);
        expect(contrast(ground, [colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0])).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
