import { describe, expect, it } from 'vitest';
import { axisOf } from './axis.ts';
import { symbolOf } from './category.ts';
import { regressionBand } from './regression-band.ts';
import { pixelScale, scatterMargins, valueScale } from './scatter-frame.ts';
import { figureThemes } from './theme.ts';

describe('a scatter', () => {
  it('has no line below four points', () =>
    expect(
      regressionBand([
        { x: 0, y: 0 },
        { x: 1, y: 1 },
        { x: 2, y: 3 },
      ]),
    ).toEqual([]));
  it('has a line through points that lie on one, with a band of no width', () => {
    const band = regressionBand([0, 1, 2, 3].map((x) => ({ x, y: 2 * x + 1 })));
    expect([band.at(0)?.x, band.at(-1)?.x]).toEqual([0, 3]);
    for (const { x, y, lower, upper } of band) {
      expect(y).toBeCloseTo(2 * x + 1, 9);
      expect(upper - lower).toBeCloseTo(0, 6);
    }
  });
  it('has a band that is narrowest in the middle', () => {
    const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: x + (x % 2) * 0.3 }));
    const widths = regressionBand(points).map(({ lower, upper }) => upper - lower);
    expect(widths[20]).toBe(Math.min(...widths));
  });
  it('gives labels a margin only where the picture stays wide enough', () => {
    expect(scatterMargins(['self-distillation'], 440).withLabels).toBe(true);
    expect(scatterMargins(['self-distillation'], 280).withLabels).toBe(false);
    expect(scatterMargins([], 440).right).toBe(12);
  });
  it('leads from values to pixels and back, on any axis', () => {
    const x = axisOf('logit', [0.6, 0.96], { scale: 100 });
    const y = axisOf('log', [0.04, 0.2]);
    const margins = scatterMargins([], 440);
    const size = { width: 440, height: 320 };
    const pixel = pixelScale(x, y, size, margins);
    const value = valueScale(x, y, size, margins);
    expect(value.x(pixel.x(x.project(0.9)))).toBeCloseTo(0.9, 12);
    expect(value.y(pixel.y(y.project(0.07)))).toBeCloseTo(0.07, 12);
    expect(pixel.x(x.project(0.95))).toBeLessThan(428);
    expect(pixel.y(y.project(0.2))).toBeGreaterThan(26);
  });
  it('tells eight categories apart by shape as well as by colour', () => {
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map(symbolOf)).size).toBe(8);
    for (const theme of Object.values(figureThemes)) expect(new Set(theme.marks).size).toBe(8);
  });
});

/** Relative luminance contrast by WCAG 2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) =>
    [0, 1, 2]
      .map((k) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k]!, 0);
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

describe.each(Object.values(figureThemes))('the $name theme', (theme) => {
  it('has text of 4.5 : 1 or better', () => {
    for (const colour of [...theme.labels, theme.ink, theme.muted, theme.faint]) {
      expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(4.5);
    }
  });
  it('has marks of 3 : 1 or better', () => {
    for (const colour of theme.marks) expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(3);
  });
});
