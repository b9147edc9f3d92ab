import * as Plot from '@observablehq/plot';
import type { Bounded } from '../format/numbers.ts';
import type { Axis } from './axis.ts';
import { markColour, symbolOf } from './category.ts';
import type { FigureTheme } from './theme.ts';

/** A point of a scatter: one model, or the mean of several. */
export interface ScatterPoint {
  x: Bounded;
  y: Bounded;
  /** Place among the theme's categories; −1 for others. */
  colour: number;
  /** Points of one label are named once. */
  label: string;
  /** Not among what is selected. */
  faded?: boolean;
}

/** A point as the axes lay it out. */
export interface ProjectedPoint {
  x: number;
  y: number;
  x1: number | undefined;
  x2: number | undefined;
  y1: number | undefined;
  y2: number | undefined;
  colour: number;
  label: string;
  faded: boolean;
}

const fadedOpacity = 0.22;

export function projectedPoints(points: readonly ScatterPoint[], x: Axis, y: Axis): ProjectedPoint[] {
  const bound = (axis: Axis, value: number | null | undefined) => {
    const position = value === null || value === undefined ? Number.NaN : axis.project(value);
    // A bound that the axis can't show (0 on a log axis) is drawn to its end.
    return Number.isNaN(position) ? undefined : Math.min(Math.max(position, axis.domain[0]), axis.domain[1]);
  };
  return points.map(({ x: across, y: up, colour, label, faded = false }) => ({
    x: x.project(across.value),
    y: y.project(up.value),
    x1: bound(x, across.lower),
    x2: bound(x, across.upper),
    y1: bound(y, up.lower),
    y2: bound(y, up.upper),
    colour,
    label,
    faded,
  }));
}

/** Bars of bounds under the points; many points are hollow and small. Faded ones lie below. */
export function pointMarks(points: readonly ProjectedPoint[], theme: FigureTheme): Plot.Markish[] {
  const order = [...points].sort((a, b) => Number(b.faded) - Number(a.faded));
  return [...bars(order, theme), points.length > 100 ? hollow(order, theme) : filled(order, theme)];
}

const opacity = (full: number) => (point: ProjectedPoint) => (point.faded ? full * fadedOpacity : full);

function bars(points: readonly ProjectedPoint[], theme: FigureTheme): Plot.Markish[] {
  const stroke = (point: ProjectedPoint) => markColour(theme, point.colour);
  const options = { stroke, strokeWidth: 1.2, strokeOpacity: opacity(0.5) } as const;
  const upright = points.filter(({ y1, y2 }) => y1 !== undefined && y2 !== undefined);
  const level = points.filter(({ x1, x2 }) => x1 !== undefined && x2 !== undefined);
  return [
    Plot.ruleX(upright, { ...options, x: 'x', y1: 'y1', y2: 'y2' }),
    Plot.ruleY(level, { ...options, y: 'y', x1: 'x1', x2: 'x2' }),
  ];
}

function filled(points: readonly ProjectedPoint[], theme: FigureTheme): Plot.Markish {
  return Plot.dot(points, {
    x: 'x',
    y: 'y',
    r: 4,
    symbol: (point: ProjectedPoint) => symbolOf(point.colour),
    fill: (point: ProjectedPoint) => markColour(theme, point.colour),
    fillOpacity: opacity(1),
    stroke: theme.background,
    strokeWidth: 1,
  });
}

function hollow(points: readonly ProjectedPoint[], theme: FigureTheme): Plot.Markish {
  return Plot.dot(points, {
    x: 'x',
    y: 'y',
    r: 2.6,
    symbol: (point: ProjectedPoint) => symbolOf(point.colour),
    stroke: (point: ProjectedPoint) => markColour(theme, point.colour),
    strokeOpacity: opacity(0.75),
    strokeWidth: 1,
  });
}
