import * as Plot from '@observablehq/plot';
import { labelColour, markColour } from './category.ts';
import { type Box, labelWidth, spreadLabels } from './labels.ts';
import { type LineLabel, labelsOnLines } from './line-labels.ts';
import { type FigureTheme, fontFamily } from './theme.ts';
import type { Place } from './walk.ts';
import { xTitle } from './x-title.ts';

/** One bin of one model's line. */
export interface OverlayRow {
  frequency: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

/** A model's line: its name, its place among the categories, its bins in order of frequency. */
export interface OverlayLine {
  name: string;
  colour: number;
  rows: readonly OverlayRow[];
}

export interface OverlayAxis {
  kind: 'linear' | 'log';
  domain: readonly [number, number];
  ticks: readonly { value: number; label: string }[];
  title: string;
}

export interface OverlayFigure {
  lines: readonly OverlayLine[];
  x: OverlayAxis;
  y: OverlayAxis;
  /** Cycles in the unit of the axis: where high frequency begins. */
  cutoff: number;
  /** A level that is drawn and named: what the lines are measured against. */
  level?: { value: number; name: string; colour: number };
  /** The text of a point's tooltip. */
  describe: (row: OverlayRow, line: OverlayLine) => string;
}

export type OverlaySize = FigureTheme & { width: number; height: number };

const margin = { left: 52, right: 12, top: 28, bottom: 38 };
const counted = 'counted as high frequency';

/** Several models' lines over one another, with the bands of their bounds, each named beside its line. */
export function overlayPlot(figure: OverlayFigure, look: OverlaySize): Plot.PlotOptions {
  const labels = labelsOf(figure, look);
  const { x, y, cutoff, level } = figure;
  const marked = cutoff > x.domain[0] && cutoff < x.domain[1];
  const rows = figure.lines.flatMap((line) => line.rows.map((row) => ({ row, line })));
  const pointer = { x: (d: Pair) => d.row.frequency, y: (d: Pair) => d.row.value, maxRadius: 24 };
  return {
    style: { fontFamily, fontSize: '11px', color: look.ink, background: 'transparent', overflow: 'visible' },
    width: look.width,
    height: look.height,
    marginLeft: margin.left,
    marginRight: labels.marginRight,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: x.kind, domain: x.domain, label: null },
    y: { type: y.kind, domain: y.domain, label: null },
    marks: [
      Plot.rect(cutoff < x.domain[1] ? [0] : [], {
        x1: Math.max(cutoff, x.domain[0]),
        x2: x.domain[1],
        y1: y.domain[0],
        y2: y.domain[1],
        fill: look.accent,
        fillOpacity: 0.05,
      }),
      ...axes(x, y, look),
      marked ? Plot.ruleX([cutoff], { stroke: look.accent, strokeWidth: 1.2 }) : null,
      level === undefined
        ? null
        : Plot.ruleY([level.value], { stroke: markColour(look, level.colour), strokeWidth: 1.6 }),
      ...figure.lines.map((line) => band(line, y, look)),
      ...figure.lines.map((line) =>
        Plot.lineY(line.rows, {
          x: 'frequency',
          y: 'value',
          stroke: markColour(look, line.colour),
          strokeWidth: 1.8,
          clip: true,
        }),
      ),
      marked
        ? Plot.text([counted], {
            frameAnchor: 'top-left',
            dx: pixelOf(x, cutoff, margin.left, look.width - labels.marginRight) - margin.left + 5,
            dy: 3,
            text: (d: string) => d,
            textAnchor: 'start',
            fill: look.accent,
            fontSize: 11,
            stroke: look.background,
            strokeWidth: 4,
          })
        : null,
      ...labels.marks,
      Plot.tip(
        rows,
        Plot.pointer({
          ...pointer,
          title: ({ row, line }: Pair) => figure.describe(row, line),
          fill: look.raised,
          stroke: look.lineStrong,
          textPadding: 6,
          lineHeight: 1.4,
          pathFilter: 'none',
        }),
      ),
      Plot.dot(rows, Plot.pointer({ ...pointer, r: 5, stroke: look.accent, strokeWidth: 2 })),
    ],
  };
}

interface Pair {
  row: OverlayRow;
  line: OverlayLine;
}

function axes(x: OverlayAxis, y: OverlayAxis, look: OverlaySize): Plot.Markish[] {
  const values = (axis: OverlayAxis) => axis.ticks.map(({ value }) => value);
  const text = (axis: OverlayAxis) => (value: number) =>
    axis.ticks.find((tick) => tick.value === value)?.label ?? String(value);
  const plain = { tickSize: 0, label: null, fill: look.muted, fontSize: 11 };
  return [
    Plot.gridX(values(x), { stroke: look.line, strokeOpacity: 1 }),
    Plot.gridY(values(y), { stroke: look.line, strokeOpacity: 1 }),
    Plot.axisX(values(x), { ...plain, text: text(x) }),
    Plot.axisY(values(y), { ...plain, text: text(y) }),
    xTitle(x.title, look),
    Plot.text([y.title], {
      frameAnchor: 'top-left',
      dx: -46,
      dy: -22,
      textAnchor: 'start',
      fill: look.muted,
      fontSize: 11,
    }),
  ];
}

function band(line: OverlayLine, y: OverlayAxis, look: OverlaySize): Plot.Markish {
  const bounded = line.rows.filter((row) => row.lower !== null && row.upper !== null);
  return Plot.areaY(bounded, {
    x: 'frequency',
    y1: (row: OverlayRow) => Math.max(row.lower ?? 0, y.domain[0]),
    y2: (row: OverlayRow) => Math.min(row.upper ?? 0, y.domain[1]),
    fill: markColour(look, line.colour),
    fillOpacity: 0.2,
    clip: true,
  });
}

/** Names between the lines where each has room, else all of them in the right margin, as far apart as text needs. */
function labelsOf(figure: OverlayFigure, look: OverlaySize): { marginRight: number; marks: Plot.Markish[] } {
  const { level } = figure;
  const named = [
    ...figure.lines.map(({ name, colour, rows }) => ({ name, colour, rows })),
    ...(level ? [{ ...level, rows: figure.x.domain.map((frequency) => ({ frequency, value: level.value })) }] : []),
  ].filter(({ rows }) => rows.length > 0);
  const placesIn = (right: number) =>
    named.map(({ name, rows }) => ({
      name,
      places: rows.map(
        ({ frequency, value }): Place => [
          pixelOf(figure.x, frequency, margin.left, right),
          pixelOf(figure.y, value, look.height - margin.bottom, margin.top),
        ],
      ),
    }));
  const right = look.width - margin.right;
  const at = pixelOf(figure.x, figure.cutoff, margin.left, right);
  const taken: Box = { left: at, right: at + labelWidth(counted), top: margin.top, bottom: margin.top + 20 };
  const frame: Box = { left: margin.left + 4, right, top: margin.top, bottom: look.height - margin.bottom - 2 };
  const on = labelsOnLines(placesIn(right), frame, [taken]);
  const colourOf = (line: number) => labelColour(look, named[line]?.colour ?? -1);
  const texts = (labels: readonly LineLabel[], anchor: 'middle' | 'start') =>
    labels.map(({ line, x, y }) =>
      Plot.text([named[line]?.name ?? ''], {
        text: (name: string) => name,
        frameAnchor: 'top-left',
        lineAnchor: 'middle',
        textAnchor: anchor,
        dx: x - margin.left,
        dy: y - margin.top,
        fill: colourOf(line),
        fontSize: 12,
        fontWeight: 650,
        stroke: look.background,
        strokeWidth: 4,
      }),
    );
  if (on) return { marginRight: margin.right, marks: texts(on, 'middle') };
  const marginRight = 16 + Math.max(0, ...named.map(({ name }) => labelWidth(name)));
  const ends = placesIn(look.width - marginRight).map(({ places }) => places.at(-1) ?? ([0, 0] as const));
  const inside = ends.map(([, y]) => Math.min(Math.max(y, margin.top), look.height - margin.bottom));
  const ys = spreadLabels(inside, 15, margin.top, look.height - margin.bottom);
  const labels = (ys ?? []).map((y, line) => ({ line, x: look.width - marginRight + 8, y }));
  return { marginRight, marks: texts(labels, 'start') };
}

/** Where a value lies between two pixels. */
export function pixelOf(axis: OverlayAxis, value: number, from: number, to: number): number {
  const project = axis.kind === 'log' ? Math.log : (v: number) => v;
  const [low, high] = axis.domain;
  const share =
    (project(Math.max(value, axis.kind === 'log' ? low : -Infinity)) - project(low)) / (project(high) - project(low));
  return from + share * (to - from);
}
