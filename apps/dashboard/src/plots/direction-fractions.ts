import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle, yTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import type { DirectionRow } from './direction-map.ts';
import { type ModelLook, plotFrame } from './look.ts';
import { ringMark, tipMark } from './pointer-marks.ts';

/** A direction's high-frequency fraction and where it stands on the x axis. */
export interface FractionPoint {
  row: DirectionRow;
  x: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

/**
 * Points by image frequency; directions of none stand behind the highest, a place each. Those whose fraction is not known are
 * left out.
 */
export function fractionPoints(rows: readonly DirectionRow[]): FractionPoint[] {
  const highest = Math.max(0, ...rows.map(({ imageFrequency }) => imageFrequency ?? 0));
  const gap = Math.max(1, highest * 0.12);
  let others = 0;
  return rows.flatMap((row) => {
    if (row.fraction === null) return [];
    const x = row.imageFrequency ?? highest + gap * ++others;
    const { value, lower = null, upper = null } = row.fraction;
    return [{ row, x, value, lower, upper }];
  });
}

/** Whether a line says something: through one point an image frequency. */
export function isLine(points: readonly FractionPoint[]): boolean {
  const fourier = points.filter(({ row }) => row.imageFrequency !== null);
  return fourier.length > 2 && new Set(fourier.map(({ x }) => x.toFixed(6))).size === fourier.length;
}

export interface DirectionFractionsFigure {
  points: readonly FractionPoint[];
  describe: (point: FractionPoint) => string;
}

/** High-frequency fraction against image frequency: points with 95 % bounds, a line through those of one basis image. */
export function directionFractionsPlot(
  { points, describe }: DirectionFractionsFigure,
  look: ModelLook,
): Plot.PlotOptions {
  const fourier = points.filter(({ row }) => row.imageFrequency !== null);
  const others = points.filter(({ row }) => row.imageFrequency === null);
  const line = isLine(points) ? fourier : [];
  const top = Math.max(0.01, ...points.map(({ value, upper }) => upper ?? value));
  const xs = points.map(({ x }) => x);
  return {
    ...plotFrame(look),
    ...{ marginLeft: 44, marginTop: 30, marginRight: 16, marginBottom: 42 },
    x: { domain: points.length === 0 ? [0, 1] : [Math.min(0, ...xs), Math.max(...xs) * 1.04], label: null },
    y: { domain: [0, top * 1.05], label: null },
    marks: [
      Plot.gridY({ ticks: 4, ...gridLook(look) }),
      Plot.axisX({
        ticks: others.length === 0 ? 6 : xs,
        tickFormat: (value: number) =>
          others.find(({ x }) => x === value)?.row.name ?? String(Number(value.toFixed(2))),
        ...tickLook(look),
      }),
      xTitle('Image frequency (cycles per image)', look),
      Plot.axisY({ ticks: 4, ...tickLook(look) }),
      yTitle('High-frequency fraction', look, -40),
      Plot.areaY(withBounds(line), { x: 'x', y1: 'lower', y2: 'upper', fill: look.mark, fillOpacity: 0.2 }),
      Plot.lineY(line, { x: 'x', y: 'value', stroke: look.mark, strokeWidth: 1.8 }),
      Plot.ruleX(withBounds(line.length === 0 ? points : others), {
        ...{ x: 'x', y1: 'lower', y2: 'upper', stroke: look.mark, strokeWidth: 1.8 },
      }),
      Plot.dot(points, { x: 'x', y: 'value', r: 4, fill: look.mark, stroke: look.background, strokeWidth: 1 }),
      ringMark(points, { x: 'x', y: 'value' }, look),
      tipMark(points, { x: 'x', y: 'value' }, describe, look),
    ],
  };
}
