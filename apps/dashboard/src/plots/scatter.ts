import * as Plot from '@observablehq/plot';
import type { Axis } from './axis.ts';
import { markColour } from './category.ts';
import { plotFrame } from './look.ts';
import { type BandPlace, regressionBand } from './regression-band.ts';
import { frameMarks, pixelScale, scatterMargins } from './scatter-frame.ts';
import { labelMarks, markBoxes, namedPoints } from './scatter-labels.ts';
import { pointMarks, projectedPoints, type ScatterPoint } from './scatter-points.ts';
import type { FigureTheme } from './theme.ts';
import { ticksApart } from './ticks.ts';

/** Points that have a regression line of their own: the models of one colour, however they are drawn. */
export interface ScatterGroup {
  name: string;
  colour: number;
  values: readonly { x: number; y: number }[];
}

interface ScatterInput {
  points: readonly ScatterPoint[];
  x: Axis & { title: string };
  y: Axis & { title: string };
  width: number;
  height: number;
  theme: FigureTheme;
  /** Of all models, for the regression line over all. */
  values: readonly { x: number; y: number }[];
  /** Groups with lines of their own; none where colours are no groups. */
  groups: readonly ScatterGroup[];
  /** What is named: every point, every group's line, or nothing. */
  labels: 'points' | 'groups' | 'none';
}

/** The texts that a scatter's labels may hold. */
export function scatterTexts({ labels, points, groups }: Pick<ScatterInput, 'labels' | 'points' | 'groups'>): string[] {
  if (labels === 'none') return [];
  return labels === 'points' ? [...new Set(points.map(({ label }) => label))] : groups.map(({ name }) => name);
}

/** Points with their 95 % bounds, regression lines with their bands, over all and for each group, and direct labels. */
export function scatter(input: ScatterInput): ReturnType<typeof Plot.plot> {
  const { x, y, width, height, theme, groups } = input;
  const margins = scatterMargins(scatterTexts(input), width);
  const points = projectedPoints(input.points, x, y);
  const pixel = pixelScale(x, y, { width, height }, margins);
  const lines = groups
    .map(({ name, colour, values }) => ({ name, colour, band: bandOf(values, x, y) }))
    .filter(({ band }) => band.length > 0);
  const named =
    input.labels === 'points'
      ? namedPoints(points, pixel)
      : lines.flatMap(({ name, colour, band }) => {
          const end = band.at(-1);
          return end ? [{ text: name, colour, x: pixel.x(end.x), y: pixel.y(within(end.y, y.domain)) }] : [];
        });
  const taken = points.flatMap((point) => markBoxes(point, pixel));
  return Plot.plot({
    ...plotFrame({ ink: theme.muted, width, height }),
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x: { domain: [...x.domain], type: 'linear', axis: null },
    y: { domain: [...y.domain], type: 'linear', axis: null },
    symbol: { type: 'identity' },
    marks: [
      ...frameMarks({ ...x, ticks: ticksApart(x.ticks, pixel.x) }, y, width, margins, theme),
      ...overallMarks(bandOf(input.values, x, y), lines.length > 0, theme),
      ...pointMarks(points, theme),
      ...lines.flatMap(({ band, colour }) => groupMarks(band, markColour(theme, colour))),
      ...(margins.withLabels ? labelMarks(named, taken, margins, { width, height }, theme) : []),
    ],
  });
}

function bandOf(values: readonly { x: number; y: number }[], x: Axis, y: Axis): BandPlace[] {
  const placed = values.map((value) => ({ x: x.project(value.x), y: y.project(value.y) }));
  return regressionBand(placed.filter((place) => Number.isFinite(place.x) && Number.isFinite(place.y)));
}

function within(position: number, [low, high]: readonly [number, number]): number {
  return Math.min(Math.max(position, low), high);
}

/** The line over all: alone, with its band; beside the lines of groups, thin and dashed, in ink since it is no group's. */
function overallMarks(band: readonly BandPlace[], besideGroups: boolean, theme: FigureTheme): Plot.Markish[] {
  const colour = besideGroups ? theme.ink : markColour(theme, 0);
  const line = Plot.lineY(band, {
    x: 'x',
    y: 'y',
    stroke: colour,
    strokeWidth: besideGroups ? 1 : 1.2,
    strokeOpacity: besideGroups ? 0.55 : 0.8,
    ...(besideGroups && { strokeDasharray: '4 4' }),
    clip: true,
  });
  return besideGroups ? [line] : [areaOf(band, colour, 0.12), line];
}

function groupMarks(band: readonly BandPlace[], colour: string): Plot.Markish[] {
  return [
    areaOf(band, colour, 0.2),
    Plot.lineY(band, { x: 'x', y: 'y', stroke: colour, strokeWidth: 1.8, clip: true }),
  ];
}

function areaOf(band: readonly BandPlace[], fill: string, fillOpacity: number): Plot.Markish {
  return Plot.areaY(band, { x: 'x', y1: 'lower', y2: 'upper', fill, fillOpacity, clip: true });
}
