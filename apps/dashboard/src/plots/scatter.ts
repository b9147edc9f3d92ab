import * as Plot from '@observablehq/plot';
import { regression } from '@passband/spectrum';
import type { Bounded } from '../format/numbers.ts';
import type { Axis } from './axis.ts';
import { labelColour, markColour, symbolOf } from './category.ts';
import { type Box, labelWidth, placeLabels } from './labels.ts';
import { type FigureTheme, fontFamily } from './theme.ts';

/** A point of a scatter: one model. */
export interface ScatterPoint {
  x: Bounded;
  y: Bounded;
  /** Place among the theme's categories; −1 for others. */
  colour: number;
  /** Points of one label are named once. */
  label: string;
}

interface ScatterInput {
  points: readonly ScatterPoint[];
  x: Axis & { title: string };
  y: Axis & { title: string };
  width: number;
  height: number;
  theme: FigureTheme;
  /** Draw the regression line over all points with its band. */
  line: boolean;
  labels: boolean;
}

/** Space around the frame; the right one holds labels. */
export function scatterMargins(points: readonly ScatterPoint[], width: number, labels: boolean) {
  const longest = labels ? Math.max(0, ...points.map(({ label }) => labelWidth(label))) : 0;
  const right = longest + 29;
  const withLabels = labels && width - 44 - right >= 150;
  return { top: 26, right: withLabels ? Math.ceil(right) : 12, bottom: 40, left: 40, withLabels };
}

/** The line of y on x in the axes' own projection, in 40 steps over the points' range. Empty below four points. */
export function regressionBand(points: readonly { x: number; y: number }[]) {
  const fit =
    points.length < 4
      ? null
      : regression(
          points.map(({ x }) => x),
          points.map(({ y }) => y),
        );
  if (!fit) return [];
  const low = Math.min(...points.map(({ x }) => x));
  const high = Math.max(...points.map(({ x }) => x));
  return Array.from({ length: 41 }, (_, k) => {
    const x = low + ((high - low) * k) / 40;
    const band = fit.band(x);
    return { x, y: fit.at(x), lower: band?.lower ?? fit.at(x), upper: band?.upper ?? fit.at(x) };
  });
}

/** Points with their 95 % bounds, the regression line with its band, and direct labels. */
export function scatter(input: ScatterInput): ReturnType<typeof Plot.plot> {
  const { x, y, width, height, theme } = input;
  const margins = scatterMargins(input.points, width, input.labels);
  const points = projected(input.points, x, y);
  const crowded = points.length > 100;
  const toPixels = pixelScale(x, y, width, height, margins);
  const band = input.line ? regressionBand(points) : [];
  return Plot.plot({
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: { fontFamily, fontSize: '11px', color: theme.muted, background: 'transparent', overflow: 'visible' },
    x: { domain: [...x.domain], type: 'linear', axis: null },
    y: { domain: [...y.domain], type: 'linear', axis: null },
    symbol: { type: 'identity' },
    marks: [
      Plot.gridX(
        x.ticks.map(({ at }) => at),
        { stroke: theme.line, strokeOpacity: 1 },
      ),
      Plot.gridY(
        y.ticks.map(({ at }) => at),
        { stroke: theme.line, strokeOpacity: 1 },
      ),
      ticks(x, 'x', theme),
      ticks(y, 'y', theme),
      titles(x.title, y.title, width, margins, theme),
      Plot.areaY(band, { x: 'x', y1: 'lower', y2: 'upper', fill: markColour(theme, 0), fillOpacity: 0.12, clip: true }),
      Plot.lineY(band, {
        x: 'x',
        y: 'y',
        stroke: markColour(theme, 0),
        strokeWidth: 1.2,
        strokeOpacity: 0.8,
        clip: true,
      }),
      bars(points, theme),
      crowded ? hollow(points, theme) : filled(points, theme),
      ...(margins.withLabels ? labelMarks(points, toPixels, margins, width, height, theme) : []),
    ],
  });
}

interface Projected {
  x: number;
  y: number;
  x1: number | undefined;
  x2: number | undefined;
  y1: number | undefined;
  y2: number | undefined;
  colour: number;
  label: string;
}

function projected(points: readonly ScatterPoint[], x: Axis, y: Axis): Projected[] {
  const bound = (axis: Axis, value: number | null | undefined) => {
    const position = value === null || value === undefined ? Number.NaN : axis.project(value);
    // A bound that the axis can't show (0 on a log axis) is drawn to its end.
    return Number.isNaN(position) ? undefined : Math.min(Math.max(position, axis.domain[0]), axis.domain[1]);
  };
  return points.map(({ x: across, y: up, colour, label }) => ({
    x: x.project(across.value),
    y: y.project(up.value),
    x1: bound(x, across.lower),
    x2: bound(x, across.upper),
    y1: bound(y, up.lower),
    y2: bound(y, up.upper),
    colour,
    label,
  }));
}

type Margins = ReturnType<typeof scatterMargins>;

function pixelScale(x: Axis, y: Axis, width: number, height: number, margins: Margins) {
  const spanX = x.domain[1] - x.domain[0];
  const spanY = y.domain[1] - y.domain[0];
  return {
    x: (value: number) => margins.left + ((value - x.domain[0]) / spanX) * (width - margins.left - margins.right),
    y: (value: number) => margins.top + ((y.domain[1] - value) / spanY) * (height - margins.top - margins.bottom),
  };
}

function ticks(axis: Axis, side: 'x' | 'y', theme: FigureTheme): Plot.Markish {
  const options = { text: 'label', fill: theme.muted, fontSize: 11 } as const;
  return side === 'x'
    ? Plot.text(axis.ticks, { ...options, x: 'at', frameAnchor: 'bottom', dy: 14 })
    : Plot.text(axis.ticks, { ...options, y: 'at', frameAnchor: 'left', dx: -8, textAnchor: 'end' });
}

function titles(x: string, y: string, width: number, margins: Margins, theme: FigureTheme): Plot.Markish {
  const middle = (margins.left + width - margins.right) / 2;
  const options = { fill: theme.muted, fontSize: 11 } as const;
  // In pixels from the top left of the frame, so that titles are part of what is downloaded.
  return [
    Plot.text([y], {
      ...options,
      frameAnchor: 'top-left',
      dx: -margins.left,
      dy: -20,
      textAnchor: 'start',
      lineAnchor: 'middle',
    }),
    Plot.text([x], {
      ...options,
      frameAnchor: 'bottom-left',
      dx: middle - margins.left,
      dy: 32,
      textAnchor: 'middle',
      lineAnchor: 'middle',
    }),
  ];
}

function bars(points: readonly Projected[], theme: FigureTheme): Plot.Markish {
  const stroke = (point: Projected) => markColour(theme, point.colour);
  const options = { stroke, strokeWidth: 1.2, strokeOpacity: 0.5 } as const;
  const upright = points.filter(({ y1, y2 }) => y1 !== undefined && y2 !== undefined);
  const level = points.filter(({ x1, x2 }) => x1 !== undefined && x2 !== undefined);
  return [
    Plot.ruleX(upright, { ...options, x: 'x', y1: 'y1', y2: 'y2' }),
    Plot.ruleY(level, { ...options, y: 'y', x1: 'x1', x2: 'x2' }),
  ];
}

function filled(points: readonly Projected[], theme: FigureTheme): Plot.Markish {
  return Plot.dot(points, {
    x: 'x',
    y: 'y',
    r: 4,
    symbol: (point: Projected) => symbolOf(point.colour),
    fill: (point: Projected) => markColour(theme, point.colour),
    stroke: theme.background,
    strokeWidth: 1,
  });
}

function hollow(points: readonly Projected[], theme: FigureTheme): Plot.Markish {
  return Plot.dot(points, {
    x: 'x',
    y: 'y',
    r: 2.6,
    symbol: (point: Projected) => symbolOf(point.colour),
    stroke: (point: Projected) => markColour(theme, point.colour),
    strokeOpacity: 0.75,
    strokeWidth: 1,
  });
}

/** One label a name, at its rightmost point. */
function labelMarks(
  points: readonly Projected[],
  pixel: { x(value: number): number; y(value: number): number },
  margins: Margins,
  width: number,
  height: number,
  theme: FigureTheme,
): Plot.Markish[] {
  const named = new Map<string, Projected>();
  for (const point of points) {
    const other = named.get(point.label);
    if (!other || point.x > other.x) named.set(point.label, point);
  }
  const requests = [...named.values()].map((point) => ({
    text: point.label,
    x: pixel.x(point.x),
    y: pixel.y(point.y),
  }));
  const frame: Box = {
    left: margins.left,
    right: width - margins.right,
    top: margins.top,
    bottom: height - margins.bottom,
  };
  const placed = placeLabels(
    requests,
    points.flatMap((point) => markBoxes(point, pixel)),
    frame,
  );
  const colour = (index: number) => [...named.values()][index]!.colour;
  return placed.flatMap((label) => {
    const common = { frameAnchor: 'top-left', stroke: theme.background, strokeWidth: 4 } as const;
    return [
      label.leader ? leaderMark(label.leader, markColour(theme, colour(label.index))) : null,
      Plot.text([label.text], {
        ...common,
        dx: label.x - margins.left,
        dy: label.y - margins.top,
        textAnchor: label.align,
        lineAnchor: 'middle',
        fontSize: 12,
        fontWeight: 650,
        fill: labelColour(theme, colour(label.index)),
      }),
    ];
  });
}

function markBoxes(point: Projected, pixel: { x(value: number): number; y(value: number): number }): Box[] {
  const x = pixel.x(point.x);
  const y = pixel.y(point.y);
  const boxes = [{ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }];
  if (point.y1 !== undefined && point.y2 !== undefined) {
    boxes.push({ left: x - 1, right: x + 1, top: pixel.y(point.y2), bottom: pixel.y(point.y1) });
  }
  if (point.x1 !== undefined && point.x2 !== undefined) {
    boxes.push({ left: pixel.x(point.x1), right: pixel.x(point.x2), top: y - 1, bottom: y + 1 });
  }
  return boxes;
}

/** A polyline in pixels, whatever the scales are. */
function leaderMark(path: readonly (readonly [number, number])[], stroke: string): Plot.RenderableMark | Plot.Markish {
  return (_index, _scales, _values, _dimensions, context) => {
    const line = context.document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    line.setAttribute('points', path.map((point) => point.join(',')).join(' '));
    line.setAttribute('fill', 'none');
    line.setAttribute('stroke', stroke);
    line.setAttribute('stroke-width', '1');
    line.setAttribute('stroke-opacity', '0.55');
    return line;
  };
}
