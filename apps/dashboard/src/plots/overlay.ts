import * as Plot from '@observablehq/plot';
import { gridLook, tickLook, xTitle, yTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { markColour } from './category.ts';
import { type Look, plotFrame } from './look.ts';
import {
  countedWords,
  type OverlayAxis,
  type OverlayFigure,
  type OverlayLine,
  type OverlayRow,
  overlayMargin,
  pixelOf,
} from './overlay-figure.ts';
import { overlayLabels } from './overlay-labels.ts';
import { ringMark, tipMark } from './pointer-marks.ts';

/** Several models' lines over one another, with the bands of their bounds, each named beside its line. */
export function overlayPlot(figure: OverlayFigure, look: Look): Plot.PlotOptions {
  const labels = overlayLabels(figure, look);
  const { x, y, cutoff, level } = figure;
  const marked = cutoff > x.domain[0] && cutoff < x.domain[1];
  const rows = figure.lines.flatMap((line) => line.rows.map((row) => ({ row, line })));
  const pointer = { x: (d: Pair) => d.row.frequency, y: (d: Pair) => d.row.value };
  return {
    ...plotFrame(look),
    marginLeft: overlayMargin.left,
    marginRight: labels.marginRight,
    marginTop: overlayMargin.top,
    marginBottom: overlayMargin.bottom,
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
        ? Plot.text([countedWords], {
            frameAnchor: 'top-left',
            dx: pixelOf(x, cutoff, overlayMargin.left, look.width - labels.marginRight) - overlayMargin.left + 5,
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
      tipMark(rows, pointer, ({ row, line }) => figure.describe(row, line), look),
      ringMark(rows, pointer, look, 5),
    ],
  };
}

interface Pair {
  row: OverlayRow;
  line: OverlayLine;
}

function axes(x: OverlayAxis, y: OverlayAxis, look: Look): Plot.Markish[] {
  const values = (axis: OverlayAxis) => axis.ticks.map(({ value }) => value);
  const text = (axis: OverlayAxis) => (value: number) =>
    axis.ticks.find((tick) => tick.value === value)?.label ?? String(value);
  const plain = tickLook(look);
  return [
    Plot.gridX(values(x), gridLook(look)),
    Plot.gridY(values(y), gridLook(look)),
    Plot.axisX(values(x), { ...plain, text: text(x) }),
    Plot.axisY(values(y), { ...plain, text: text(y) }),
    xTitle(x.title, look),
    yTitle(y.title, look, -46, -22),
  ];
}

function band(line: OverlayLine, y: OverlayAxis, look: Look): Plot.Markish {
  return Plot.areaY(withBounds(line.rows), {
    x: 'frequency',
    y1: (row: OverlayRow) => Math.max(row.lower ?? 0, y.domain[0]),
    y2: (row: OverlayRow) => Math.min(row.upper ?? 0, y.domain[1]),
    fill: markColour(look, line.colour),
    fillOpacity: 0.2,
    clip: true,
  });
}
