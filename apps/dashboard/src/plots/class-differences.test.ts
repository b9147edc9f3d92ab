import * as Plot from '@observablehq/plot';
import { describe, expect, test } from 'vitest';
import {
  type ClassDifference,
  classDifferencesHeight,
  classDifferencesPlot,
  classOffset,
  classOrder,
  differenceDomain,
} from './class-differences.ts';
import { figureThemes } from './theme.ts';

const row = (className: string, model: string, value: number, half: number | null = 0.02): ClassDifference => ({
  className,
  model,
  colour: 1,
  pairedPaths: 20,
  value,
  lower: half === null ? null : value - half,
  upper: half === null ? null : value + half,
});
const rows = [
  row('bag', 'a', 0.01),
  row('bag', 'b', 0.14),
  row('coat', 'a', -0.03),
  row('coat', 'b', -0.05),
  row('shirt', 'a', 0.02),
  row('shirt', 'b', 0.06),
];

describe('classes', () => {
  test('stand in the order of the model that differs most', () => {
    expect(classOrder(rows, 10)).toEqual(['bag', 'shirt', 'coat']);
  });

  test('are those with the largest differences where not all fit', () => {
    expect(classOrder(rows, 2)).toEqual(['bag', 'shirt']);
    expect(classOrder([row('bag', 'a', 0.01), row('coat', 'a', -0.3)], 1)).toEqual(['coat']);
  });
});

test('the points of a class lie around its middle', () => {
  const offsets = [0, 1, 2].map((model) => classOffset(model, 3));
  expect(offsets[1]).toBe(0);
  expect((offsets[0] ?? 0) + (offsets[2] ?? 0)).toBe(0);
  expect(classOffset(0, 1)).toBe(0);
  expect(classDifferencesHeight(10, 7)).toBeGreaterThan(classDifferencesHeight(10, 2));
});

describe('the axis', () => {
  test('holds every bound, and 0', () => {
    const [low, high] = differenceDomain([row('bag', 'a', 0.1)]);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0.12);
  });

  test('has some width without rows', () => {
    const [low, high] = differenceDomain([]);
    expect(high).toBeGreaterThan(low);
  });
});

test('a point without bounds has no bar', () => {
  const rows = [row('bag', 'a', 0.1, null), row('coat', 'a', 0.2)];
  const { marks } = classDifferencesPlot(
    { rows, classes: ['bag', 'coat'], models: ['a'], xLabel: '', describe: () => '' },
    { ...figureThemes.light, width: 400, height: 100 },
  );
  expect(marks?.filter((mark) => mark instanceof Plot.Link)).toMatchObject([{ data: [rows[1]] }]);
  expect(marks?.filter((mark) => mark instanceof Plot.Dot)).toMatchObject([{ data: rows }]);
});
