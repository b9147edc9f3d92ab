import * as Plot from '@observablehq/plot';
import { linearTicks } from './axis.ts';
import { gridLook, tickLook } from './axis-marks.ts';
import { spreadLabels } from './labels.ts';
import { type Look, plotFrame } from './look.ts';
import { ringMark, tipMark } from './pointer-marks.ts';
import type { FigureTheme } from './theme.ts';

export type CurveSeries = 'training' | 'noisy' | 'clean' | 'difference';

/** A curve after an epoch: the mean over seeds, the smallest and the largest. */
export interface CurvePoint {
  panel: string;
  series: CurveSeries;
  epoch: number;
  value: number;
  lower: number;
  upper: number;
  count: number;
}

export interface EpochPanel {
  /** Names it: no two of a figure are the same. */
  title: string;
  points: readonly CurvePoint[];
  /** Under the lowest curve at its end. */
  note: string;
  /** At the planned end. */
  epochs: number;
}

export interface EpochsFigure {
  panels: readonly EpochPanel[];
  columns: number;
  yLabel: string;
  nameOf: (series: CurveSeries) => string;
  describe: (point: CurvePoint) => string;
}

/** A point in its place of the grid. */
type Placed<T> = T & { column: number; row: number };

const margin = { top: 44, right: 10, bottom: 38, left: 36 };
const gap = { x: 40, y: 60 };
const rowHeight = 250;

/** In CSS pixels, of so many panels in so many columns. */
export function epochsHeight(panels: number, columns: number): number {
  const rows = Math.max(1, Math.ceil(panels / columns));
  return margin.top + rows * rowHeight - gap.y + margin.bottom;
}

/** How many panels fit beside each other. */
export function epochsColumns(width: number, panels: number): number {
  return Math.max(1, Math.min(3, panels, Math.floor((width + gap.x) / 230)));
}

/** One y axis for all panels: every mean and band, and 0, which clean − noisy is read against. */
export function lossDomain(panels: readonly EpochPanel[]): [number, number] {
  const points = panels.flatMap((panel) => panel.points);
  if (points.length === 0) return [-1, 2.5];
  const low = Math.min(0, ...points.map((point) => point.lower));
  const high = Math.max(0, ...points.map((point) => point.upper));
  const room = (high - low || 1) * 0.05;
  return [low - 3 * room, high + room];
}

/** The first epoch and round ones, whole numbers. */
export function epochTicks(last: number): number[] {
  const round = linearTicks(1, last, 4).flatMap(({ value }) => (Number.isInteger(value) && value > 1 ? [value] : []));
  const [second = last] = round;
  return [1, ...(second - 1 < last / 10 ? round.slice(1) : round)];
}

function colourOf(theme: FigureTheme, series: CurveSeries, of: 'marks' | 'labels'): string {
  if (series === 'noisy') return theme[of][1] ?? theme.ink;
  if (series === 'clean') return theme[of][2] ?? theme.ink;
  return series === 'training' ? theme.muted : theme.ink;
}

/** Losses by epoch, small multiples on one y axis: training dashed, noisy, clean, and clean − noisy with its minimum in words. */
export function epochsPlot(figure: EpochsFigure, look: Look): Plot.PlotOptions {
  const { panels, columns } = figure;
  const rows = Math.max(1, Math.ceil(panels.length / columns));
  const place = <T>(item: T, k: number): Placed<T> => ({ ...item, column: k % columns, row: Math.floor(k / columns) });
  const placed = panels.map(place);
  const points = panels.flatMap((panel, k) => panel.points.map((point) => place(point, k)));
  const last = Math.max(2, ...panels.map((panel) => panel.epochs));
  const y = lossDomain(panels);
  const yTicks = linearTicks(y[0], y[1], 6).map(({ value }) => value);
  const step = (look.width - margin.left - margin.right + gap.x) / columns;
  const facet = { fx: 'column', fy: 'row' } as const;
  const axis = { ...tickLook(look), facetAnchor: null } as const;
  const ofSeries = (series: CurveSeries) => points.filter((point) => point.series === series);
  const line = (series: CurveSeries, dash?: string) =>
    Plot.lineY(ofSeries(series), {
      ...facet,
      x: 'epoch',
      y: 'value',
      stroke: colourOf(look, series, 'marks'),
      strokeWidth: series === 'difference' ? 1.8 : 1.4,
      ...(dash && { strokeDasharray: dash }),
    });
  const band = (series: CurveSeries) =>
    Plot.areaY(ofSeries(series), {
      ...facet,
      x: 'epoch',
      y1: 'lower',
      y2: 'upper',
      fill: colourOf(look, series, 'marks'),
      fillOpacity: 0.2,
    });
  const single = panels.every((panel) => new Set(panel.points.map(({ epoch }) => epoch)).size < 2);
  return {
    ...plotFrame(look),
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: { domain: [1, last], label: null },
    y: { domain: y, label: null },
    // A single band would give up the gap to nobody.
    fx: { domain: range(columns), paddingInner: columns > 1 ? gap.x / step : 0, paddingOuter: 0, axis: null },
    fy: { domain: range(rows), paddingInner: rows > 1 ? gap.y / rowHeight : 0, paddingOuter: 0, axis: null },
    marks: [
      Plot.gridY(yTicks, { ...gridLook(look), facetAnchor: null }),
      Plot.ruleY([0], { stroke: look.lineStrong }),
      Plot.axisX(epochTicks(last), { ...axis, text: String }),
      Plot.axisY(yTicks, { ...axis, tickFormat: (value: number) => value.toFixed(1).replace('-', '−') }),
      panelText(placed, { text: 'title', dy: -10, fontWeight: 600, fontSize: 12, fill: look.ink }),
      Plot.text([{ column: 0, row: 0 }], {
        ...facet,
        text: [figure.yLabel],
        frameAnchor: 'top-left',
        dx: -margin.left + 2,
        dy: -28,
        textAnchor: 'start',
        fill: look.muted,
        fontSize: 11,
      }),
      Plot.text(
        placed.filter((_, k) => k + columns >= panels.length),
        { ...facet, text: () => 'Epoch', frameAnchor: 'bottom', dy: 28, fill: look.muted, fontSize: 11 },
      ),
      band('noisy'),
      band('clean'),
      band('difference'),
      line('training', '4 3'),
      line('noisy'),
      line('clean'),
      line('difference'),
      single
        ? Plot.dot(points, {
            ...facet,
            x: 'epoch',
            y: 'value',
            r: 2.5,
            fill: ({ series }: CurvePoint) => colourOf(look, series, 'marks'),
          })
        : null,
      ...directLabels(figure, look, y, last),
      Plot.text(
        placed.filter((panel) => panel.note !== ''),
        {
          ...facet,
          text: 'note',
          frameAnchor: 'bottom-right',
          dy: -3,
          fill: look.ink,
          fontSize: 11,
          fontWeight: 600,
          stroke: look.background,
          strokeWidth: 4,
        },
      ),
      ringMark(points, { ...facet, x: 'epoch', y: 'value' }, look, 5),
      tipMark(points, { ...facet, x: 'epoch', y: 'value' }, figure.describe, look),
    ],
  };
}

function panelText(panels: readonly Placed<EpochPanel>[], options: Plot.TextOptions): Plot.Markish {
  return Plot.text(panels, { fx: 'column', fy: 'row', frameAnchor: 'top-left', textAnchor: 'start', ...options });
}

/** The curves' names, in the first panel only: above or below their ends, apart from each other. */
function directLabels({ panels, nameOf }: EpochsFigure, look: Look, y: readonly [number, number], last: number) {
  const [first] = panels;
  if (first === undefined) return [];
  const height = rowHeight - gap.y;
  const pixel = (value: number) => ((y[1] - value) / (y[1] - y[0])) * height;
  const ends = (['training', 'noisy', 'clean', 'difference'] as const).flatMap((series) => {
    const end = first.points.filter((point) => point.series === series).at(-1);
    return end ? [{ series, epoch: end.epoch, y: pixel(end.value) + offsets[series] }] : [];
  });
  const places = spreadLabels(
    ends.map((end) => end.y),
    14,
    6,
    height - 18,
  );
  return (places ?? []).flatMap((at, k) => {
    const end = ends[k];
    if (end === undefined) return [];
    return Plot.text([0], {
      fx: () => 0,
      fy: () => 0,
      x: () => Math.min(last, Math.max(end.epoch, 1 + (last - 1) * 0.6)),
      frameAnchor: 'top',
      text: () => nameOf(end.series),
      textAnchor: 'end',
      dx: -4,
      dy: at - 6,
      fill: colourOf(look, end.series, 'labels'),
      fontSize: 11,
      fontWeight: 650,
      stroke: look.background,
      strokeWidth: 4,
    });
  });
}

/** Training is above noisy, both far above clean. */
const offsets: Record<CurveSeries, number> = { training: -11, noisy: 11, clean: 11, difference: -11 };

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}
