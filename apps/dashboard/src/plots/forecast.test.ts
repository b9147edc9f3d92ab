import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastBand, forecastSpans, type RoundPoint } from './forecast.ts';

const point = (paths: number, mean: number, half: number | null): RoundPoint => ({
  paths,
  mean,
  lower: half === null ? null : mean - half,
  upper: half === null ? null : mean + half,
});

describe('the forecast of a band', () => {
  test('four times the paths halve the width', () => {
    const band = forecastBand([point(100, 0.1, 0.02)], 400);
    const last = band.at(-1);
    expect(last?.paths).toBeCloseTo(400, 9);
    expect((last?.upper ?? 0) - (last?.lower ?? 0)).toBeCloseTo(0.02, 12);
  });

  test('begins where the measured band ends', () => {
    expect(forecastBand([point(50, 0.3, 0.04)], 90)[0]).toEqual(point(50, 0.3, 0.04));
  });

  test('keeps the mean and never widens', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 501, max: 9000 }), (paths, total) => {
        const band = forecastBand([point(paths, 0.2, 0.1)], total);
        expect(band.map(({ mean }) => mean)).toEqual(Array(12).fill(0.2));
        const widths = band.map((p) => (p.upper ?? 0) - (p.lower ?? 0));
        expect(widths).toEqual([...widths].sort((a, b) => b - a));
      }),
    );
  });

  test('there is none without bounds, without rounds, or with nothing left', () => {
    expect(forecastBand([], 100)).toEqual([]);
    expect(forecastBand([point(10, 0.1, null)], 100)).toEqual([]);
    expect(forecastBand([point(100, 0.1, 0.01)], 100)).toEqual([]);
  });
});

describe('spans side by side', () => {
  test('are equally high, so that bands compare by eye', () => {
    const spans = forecastSpans([[point(10, 0.1, 0.05)], [point(10, 0.4, 0.01)]]);
    const heights = spans.map((span) => (span === null ? 0 : span[1] - span[0]));
    expect(heights[0]).toBeCloseTo(heights[1] ?? 0, 12);
    expect(heights[0]).toBeGreaterThan(0.1);
  });

  test('a scope without a round has none', () => {
    expect(forecastSpans([[], [point(10, 0.4, 0.01)]])[0]).toBeNull();
  });

  test('leave the widest early rounds out once there are more than eight', () => {
    const rounds = Array.from({ length: 12 }, (_, k) => point(10 * (k + 1), 0.2, k < 4 ? 0.5 : 0.02));
    const [span] = forecastSpans([rounds]);
    expect((span?.[1] ?? 0) - (span?.[0] ?? 0)).toBeLessThan(0.1);
  });
});
