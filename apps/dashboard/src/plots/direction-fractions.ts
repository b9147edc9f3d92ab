import * as Plot from '@observablehq/plot';
import { xTitle } from './axis-titles.ts';
import type { DirectionRow } from './direction-map.ts';
import type { Look } from './look.ts';
import { fontFamily } from './theme.ts';
import { tipLook } from './tip-look.ts';

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
export function directionFractionsPlot({ points, describe }: DirectionFractionsFigure, look: Look): Plot.PlotOptions {
  const fourier = points.filter(({ row }) => row.imageFrequency !== null);
  const others = points.filter(({ row }) => row.imageFrequency === null);
  const line = isLine(points) ? fourier : [];
  const top = Math.max(0.01, ...points.map(({ value, upper }) => upper ?? value));
  const banded = (from: readonly FractionPoint[]) =>
    from.filter(({ lower, upper }) => lower !== null && upper !== null);
  const xs = points.map(({ x }) => x);
  return {
    style: { fontFamily, fontSize: '11px', color: look.ink, background: 'transparent', overflow: 'visible' },
    ...{ width: look.width, height: look.height, marginLeft: 44, marginTop: 30, marginRight: 16, marginBottom: 42 },
    x: { domain: points.length === 0 ? [0, 1] : [Math.min(0, ...xs), Math.max(...xs) * 1.04], label: null },
    y: { domain: [0, top * 1.05], label: null },
    marks: [
      Plot.gridY({ ticks: 4, stroke: look.line, strokeOpacity: 1 }),
      Plot.axisX({
        ticks: others.length === 0 ? 6 : xs,
        tickFormat: (value: number) =>
          others.find(({ x }) => x === value)?.row.name ?? String(Number(value.toFixed(2))),
        ...{ tickSize: 0, label: null, fill: look.muted, fontSize: 11 },
      }),
      xTitle('Image frequency (cycles per image)', look),
      Plot.axisY({ ticks: 4, tickSize: 0, label: null, fill: look.muted, fontSize: 11 }),
      Plot.text(['High-frequency fraction'], {
        frameAnchor: 'top-left',
        ...{ dx: -40, dy: -20, textAnchor: 'start', fill: look.muted, fontSize: 11 },
      }),
      Plot.areaY(banded(line), { x: 'x', y1: 'lower', y2: 'upper', fill: look.mark, fillOpacity: 0.2 }),
      Plot.lineY(line, { x: 'x', y: 'value', stroke: look.mark, strokeWidth: 1.8 }),
      Plot.ruleX(banded(line.length === 0 ? points : others), {
        ...{ x: 'x', y1: 'lower', y2: 'upper', stroke: look.mark, strokeWidth: 1.8 },
      }),
      Plot.dot(points, { x: 'x', y: 'value', r: 4, fill: look.mark, stroke: look.background, strokeWidth: 1 }),
      Plot.dot(points, Plot.pointer({ x: 'x', y: 'value', r: 6, stroke: look.accent, strokeWidth: 2, maxRadius: 24 })),
      Plot.tip(
        points,
        Plot.pointer({
          ...{ x: 'x', y: 'value', title: describe, maxRadius: 24 },
          ...tipLook(look),
        }),
      ),
    ],
  };
}
