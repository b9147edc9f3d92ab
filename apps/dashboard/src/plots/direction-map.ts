import * as Plot from '@observablehq/plot';
import type { Bounded } from '../format/numbers.ts';
import { tickLook, xTitle, yTitle } from './axis-marks.ts';
import { colourBar } from './colour-bar.ts';
import { type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';
import { powerTicks } from './ticks.ts';

export interface DirectionBin {
  frequency: number;
  magnitude: number;
  lower: number | null;
  upper: number | null;
}

/** How the output varies along one direction. */
export interface DirectionRow {
  kind: string;
  /** Cycles per image; null of a direction that has many. */
  imageFrequency: number | null;
  /** What stands under its column. */
  name: string;
  /** (i, j) of a Fourier basis image, else what it is made of, or empty. */
  place: string;
  pathCount: number;
  frequencyUnit: string;
  /** By growing function frequency, from above 0. */
  bins: readonly DirectionBin[];
  fraction: Bounded | null;
}

/** A bin of a direction's spectrum as a rectangle. */
export interface DirectionCell extends DirectionBin {
  row: DirectionRow;
  column: number;
  /** Edges in function frequency: halfway to the bins beside it. */
  from: number;
  to: number;
}

/** Cells, a column a direction; magnitudes that are not above 0 have no colour on a log scale and are left out. */
export function directionCells(rows: readonly DirectionRow[]): DirectionCell[] {
  return rows.flatMap((row, column) =>
    row.bins.flatMap((bin, k) => {
      if (!(bin.magnitude > 0)) return [];
      const before = row.bins[k - 1]?.frequency ?? 0;
      const after = row.bins[k + 1]?.frequency ?? 2 * bin.frequency - before;
      return [{ ...bin, row, column, from: (before + bin.frequency) / 2, to: (bin.frequency + after) / 2 }];
    }),
  );
}

/** Powers of ten of the magnitudes; at most four decades below the highest, under which all is equally small. */
export function magnitudePowers(cells: readonly DirectionCell[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { magnitude } of cells) {
    low = Math.min(low, Math.log10(magnitude));
    high = Math.max(high, Math.log10(magnitude));
  }
  if (low > high) return [-4, -1];
  return low === high ? [low - 0.5, high + 0.5] : [Math.max(low, high - 4), high];
}

export interface DirectionMapFigure {
  rows: readonly DirectionRow[];
  cells: readonly DirectionCell[];
  /** Function frequency where high frequency begins. */
  cutoff: number;
  yLabel: string;
  legend: string;
  describe: (cell: DirectionCell) => string;
}

const [marginLeft, marginTop, marginBottom] = [40, 30, 42];

/** Function frequency (log) against the direction's image frequency, coloured by magnitude (log). */
export function directionMapPlot(figure: DirectionMapFigure, look: Look): Plot.PlotOptions {
  const { rows, cells, describe } = figure;
  const powers = magnitudePowers(cells);
  const y = [Math.min(...cells.map((c) => c.from)), Math.max(...cells.map((c) => c.to))] as [number, number];
  const marginRight = 92;
  const columns = columnTicks(rows, look.width - marginLeft - marginRight);
  return {
    ...plotFrame(look),
    ...{ marginLeft, marginTop, marginRight, marginBottom },
    x: { domain: [-0.5, rows.length - 0.5], label: null },
    y: { type: 'log', domain: cells.length === 0 ? [1 / 128, 0.5] : y, label: null },
    color: { type: 'linear', domain: powers, range: [...look.sequential], interpolate: 'rgb', clamp: true },
    marks: [
      Plot.rect(cells, {
        x1: (c: DirectionCell) => c.column - 0.5,
        x2: (c: DirectionCell) => c.column + 0.5,
        ...{ y1: 'from', y2: 'to', insetLeft: 0.5, insetRight: 0.5 },
        fill: (c: DirectionCell) => Math.log10(c.magnitude),
        shapeRendering: 'crispEdges',
      }),
      Plot.axisX(columns, {
        text: (k: number) => rows[k]?.name ?? '',
        ...tickLook(look),
      }),
      xTitle('Image frequency (cycles per image)', look),
      Plot.axisY(powerTicks(y, [1, 2, 5]), { text: String, ...tickLook(look) }),
      yTitle(figure.yLabel, look, 4 - marginLeft),
      figure.cutoff > y[0] && figure.cutoff < y[1]
        ? Plot.ruleY([figure.cutoff], { stroke: look.background, strokeWidth: 1.5, strokeDasharray: '4 3' })
        : null,
      colourBar(
        {
          title: figure.legend,
          domain: powers,
          ...{ left: look.width - marginRight + 14, top: marginTop + 4 },
          height: Math.min(130, (look.height - marginTop - marginBottom) * 0.55),
          ticks: powerShares(powers),
          notes: ['dashed: cutoff'],
        },
        look,
      ),
      Plot.rect(
        cells,
        Plot.pointer({
          x1: (c: DirectionCell) => c.column - 0.5,
          x2: (c: DirectionCell) => c.column + 0.5,
          ...{ y1: 'from', y2: 'to', px: 'column', py: 'frequency' },
          ...{ fill: 'none', stroke: look.accent, strokeWidth: 2, maxRadius: 24 },
        }),
      ),
      tipMark(cells, { x: 'column', y: 'frequency' }, describe, look),
    ],
  };
}

/** The columns whose names have room: all, or every second, third, … */
export function columnTicks(rows: readonly DirectionRow[], width: number): number[] {
  const longest = Math.max(1, ...rows.map(({ name }) => name.length));
  const room = Math.max(1, Math.floor(width / (longest * 6.5 + 6)));
  const every = Math.max(1, Math.ceil(rows.length / room));
  return rows.map((_, k) => k).filter((k) => k % every === 0);
}

/** Powers of ten inside the scale. */
export function powerShares([low, high]: readonly [number, number]): { share: number; label: string }[] {
  return powerTicks([10 ** low, 10 ** high], high - low < 2 ? [1, 2, 5] : [1]).map((value) => ({
    share: (Math.log10(value) - low) / (high - low),
    label: String(value),
  }));
}
