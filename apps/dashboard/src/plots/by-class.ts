import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { type ModelLook, plotFrame } from './look.ts';
import { ringMark, tipMark } from './pointer-marks.ts';

/** A class with a value and its 95 % bounds. */
export interface ClassRecord {
  name: string;
  count: number;
  value: number;
  lower: number | null;
  upper: number | null;
  /** The same of the model that this one is compared with. */
  reference?: number;
}

/** Rows in the order of their values; equal values keep the order they came in. */
export function ordered(rows: readonly ClassRecord[], direction: 'highest first' | 'lowest first'): ClassRecord[] {
  const sign = direction === 'highest first' ? -1 : 1;
  return [...rows].sort((a, b) => sign * (a.value - b.value));
}

export interface ByClassFigure {
  rows: readonly ClassRecord[];
  /** Below it no axis goes and above it none: fractions have 0 and 1. */
  limits: [number, number];
  /** The axis begins at 0 even where no bound reaches it. */
  fromZero: boolean;
  xLabel: string;
  tick: (value: number) => string;
  describe: (row: ClassRecord) => string;
}

/** A row a class: point and 95 % bounds. */
export function byClassPlot(figure: ByClassFigure, look: ModelLook): Plot.PlotOptions {
  const longest = Math.max(0, ...figure.rows.map((row) => row.name.length));
  return {
    ...plotFrame(look),
    marginLeft: Math.min(110, 14 + longest * 6.2),
    marginRight: 14,
    marginTop: 8,
    marginBottom: 40,
    x: { domain: valueDomain(figure), label: null },
    y: { type: 'point', domain: figure.rows.map((row) => row.name), padding: 0.6, label: null },
    marks: [
      Plot.gridX({ ...gridLook(look), ticks: 4 }),
      Plot.axisX({ ...tickLook(look), ticks: 4, tickFormat: figure.tick }),
      xTitle(figure.xLabel, look),
      Plot.axisY(tickLook(look)),
      Plot.ruleY(withBounds(figure.rows), { x1: 'lower', x2: 'upper', y: 'name', stroke: look.mark, strokeWidth: 1.8 }),
      // Not a tick, which wants bands.
      Plot.vector(
        figure.rows.filter((row) => row.reference !== undefined),
        {
          ...{ x: 'reference', y: 'name', shape: upright, length: 13, anchor: 'middle' },
          ...{ stroke: look.marks[0] ?? look.muted, strokeWidth: 2 },
        },
      ),
      Plot.dot(figure.rows, { x: 'value', y: 'name', r: 4, fill: look.mark, stroke: look.background, strokeWidth: 1 }),
      ringMark(figure.rows, { x: 'value', y: 'name' }, look),
      tipMark(figure.rows, { x: 'value', y: 'name' }, figure.describe, look),
    ],
  };
}

/** A line without a head. */
const upright = {
  draw(context: CanvasPath, length: number) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** The span of values and bounds with a little air, inside the limits. */
export function valueDomain({
  rows,
  limits,
  fromZero,
}: Pick<ByClassFigure, 'rows' | 'limits' | 'fromZero'>): [number, number] {
  if (rows.length === 0) return limits;
  const low = Math.min(...rows.flatMap((row) => [row.lower ?? row.value, row.reference ?? row.value]));
  const high = Math.max(...rows.flatMap((row) => [row.upper ?? row.value, row.reference ?? row.value]));
  const air = Math.max((high - low) * 0.06, 1e-3);
  return [fromZero ? Math.min(0, low) : Math.max(limits[0], low - air), Math.min(limits[1], high + air)];
}
