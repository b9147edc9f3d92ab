import { describe, expect, test } from 'vitest';
import type { ClassDifference } from './class-differences.ts';
import { classModelMapHeight, classModelMapPlot } from './class-model-map.ts';
import { figureThemes } from './theme.ts';

test('a map is as tall as its classes and its longest name need', () => {
  const height = (classes: number, name: string) =>
    classModelMapHeight({ classes: Array.from({ length: classes }, String), models: [name] });
  expect(height(10, 'a') - height(9, 'a')).toBe(24);
  expect(height(10, 'a long name of a model')).toBeGreaterThan(height(10, 'a'));
});

describe('the colours of a map', () => {
  const row = (value: number): ClassDifference => ({
    className: 'bag',
    model: 'mixup',
    colour: 1,
    pairedPaths: 20,
    value,
    lower: null,
    upper: null,
  });
  const plot = (...values: number[]) =>
    classModelMapPlot(
      { rows: values.map(row), classes: ['bag'], models: ['mixup'], describe: () => '' },
      { ...figureThemes.light, width: 400, height: 100 },
    );

  test('have 0 in the middle, as far to the largest difference on both sides', () => {
    expect(plot(0.1, -0.3).color).toMatchObject({ domain: [-0.3, 0, 0.3] });
  });

  test('have a scale where nothing differs', () => {
    const domain = plot(0).color?.domain;
    expect(new Set(domain).size).toBe(3);
  });
});
