import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlayPlot } from './overlay.ts';
import { frequencyAxis, magnitudeAxis, ratioAxis } from './overlay-axes.ts';
import { type OverlayFigure, type OverlayLine, overlayMargin, pixelOf } from './overlay-figure.ts';
import { figureThemes } from './theme.ts';

const line = (name: string, values: readonly number[], half = 0.1): OverlayLine => ({
  name,
  colour: 1,
  rows: values.map((value, k) => ({
    frequency: (k + 1) / 128,
    value,
    lower: value * (1 - half),
    upper: value * (1 + half),
  })),
});
const values = (axis: { ticks: readonly { value: number }[] }) => axis.ticks.map(({ value }) => value);

describe('axes', () => {
  const lines = [line('a', [0.1, 0.01, 0.001])];
  test('of frequencies go from the first bin above 0 to the last', () => {
    expect(frequencyAxis(lines, 'log', '').domain).toEqual([1 / 128, 3 / 128]);
    expect(frequencyAxis([], 'log', '').domain).toEqual([1 / 128, 0.5]);
  });

  test('of magnitudes hold every mean and upper bound, from 0 where they are linear', () => {
    const [low, high] = magnitudeAxis(lines, 'log', '').domain;
    expect(low).toBeLessThan(0.001);
    expect(high).toBeGreaterThan(0.11);
    expect(magnitudeAxis(lines, 'linear', '').domain[0]).toBe(0);
    expect(magnitudeAxis([], 'log', '').domain).toEqual([1e-4, 1e-1]);
  });

  test('of ratios always hold ×1, as a tick too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.02, max: 50, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (ratios) => {
          const axis = ratioAxis([line('a', ratios)], 'log', '');
          expect(values(axis)).toContain(1);
          expect(axis.domain[0]).toBeLessThan(Math.min(...ratios));
          expect(axis.domain[1]).toBeGreaterThan(Math.max(...ratios));
        },
      ),
    );
  });

  test('of ratios have more than one tick over a short stretch', () => {
    expect(ratioAxis([line('a', [0.8, 1.1])], 'log', '').ticks.length).toBeGreaterThan(2);
  });
});

test('a value lies between the pixels of its axis, as far as it is between the ends', () => {
  const axis = { kind: 'log', domain: [0.01, 1], ticks: [], title: '' } as const;
  expect(pixelOf(axis, 0.1, 0, 100)).toBeCloseTo(50, 9);
  expect(pixelOf(axis, 0, 0, 100)).toBe(0);
  expect(pixelOf({ ...axis, kind: 'linear', domain: [0, 4] }, 1, 100, 0)).toBe(75);
});

describe('an overlay', () => {
  const draw = (lines: readonly OverlayLine[], change: Partial<OverlayFigure> = {}) =>
    overlayPlot(
      {
        lines,
        x: frequencyAxis(lines, 'log', 'Function frequency'),
        y: magnitudeAxis(lines, 'log', 'Magnitude'),
        cutoff: 0.05,
        describe: () => '',
        ...change,
      },
      { ...figureThemes.light, width: 440, height: 262 },
    );

  test('names lines between them where they are apart, and keeps the width', () => {
    const apart = [line('a', [0.1, 0.1, 0.1]), line('b', [0.001, 0.001, 0.001])];
    expect(draw(apart).marginRight).toBe(overlayMargin.right);
  });

  test('names lines in the margin where they are close', () => {
    const close = ['one', 'two', 'three'].map((name) => line(name, [0.1, 0.01, 0.001]));
    expect(draw(close).marginRight).toBeGreaterThan(overlayMargin.right + 20);
  });

  test('is drawn without lines too', () => {
    expect(() => draw([], { level: { value: 0.01, name: 'baseline', colour: 0 } })).not.toThrow();
  });
});
