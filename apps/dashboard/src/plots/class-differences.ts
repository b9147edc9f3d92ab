import * as Plot from '@observablehq/plot';
import { isSure } from '../format/numbers.ts';
import { linearTicks } from './axis.ts';
import { gridLook, tickLook, xTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { markColour, symbolOf } from './category.ts';
import { type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';

/** How one model differs from the reference on one class, with 95 % bounds. */
export interface ClassDifference {
  className: string;
  model: string;
  colour: number;
  pairedPaths: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

export interface ClassDifferencesFigure {
  rows: readonly ClassDifference[];
  /** In the order of the rows, from the top. */
  classes: readonly string[];
  /** In the order that their points stand in, from the top of a class. */
  models: readonly string[];
  xLabel: string;
  describe: (row: ClassDifference) => string;
}

/** Pixels between the points of two models on one class. */
const apart = 8;
const air = 12;
const margin = { top: 8, bottom: 40 };

/**
 * The classes, `most` at most, those with the largest differences, in the order of the model's that differs most anywhere: the
 * same order whatever the others do.
 */
export function classOrder(rows: readonly ClassDifference[], most: number): string[] {
  const size = ({ value }: ClassDifference) => Math.abs(value);
  const sorted = [...rows].sort((a, b) => size(b) - size(a));
  const kept = [...new Set(sorted.map(({ className }) => className))].slice(0, most);
  const leader = sorted[0]?.model;
  const leaderValue = (className: string) =>
    rows.find((row) => row.className === className && row.model === leader)?.value ?? Number.NEGATIVE_INFINITY;
  return kept.sort((a, b) => leaderValue(b) - leaderValue(a));
}

/** How tall the figure is: a class takes a line a model. */
export function classDifferencesHeight(classes: number, models: number): number {
  return margin.top + margin.bottom + classes * (models * apart + air);
}

/** Pixels by which a model's point stands below the middle of its class. */
export function classOffset(model: number, models: number): number {
  return (model - (models - 1) / 2) * apart;
}

/** A row a class, a point a model: hollow where the bounds hold 0. */
export function classDifferencesPlot(figure: ClassDifferencesFigure, look: Look): Plot.PlotOptions {
  const { rows, classes, models } = figure;
  const domain = differenceDomain(rows);
  const ticks = linearTicks(domain[0], domain[1], 5);
  const longest = Math.max(0, ...classes.map((name) => name.length));
  const bounded = withBounds(rows);
  const of = (from: readonly ClassDifference[], model: string) => from.filter((row) => row.model === model);
  return {
    ...plotFrame(look),
    marginLeft: Math.min(118, 14 + longest * 6.2),
    marginRight: 14,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { domain, label: null },
    y: { type: 'point', domain: [...classes], padding: 0.5, label: null },
    marks: [
      Plot.gridX(
        ticks.map(({ value }) => value),
        gridLook(look),
      ),
      Plot.ruleX([0], { stroke: look.ink }),
      Plot.axisX(
        ticks.map(({ value }) => value),
        { ...tickLook(look), text: (value: number) => signedTick(value, ticks) },
      ),
      xTitle(figure.xLabel, look),
      Plot.axisY(tickLook(look)),
      ...models.flatMap((model, k) => {
        const dy = classOffset(k, models.length);
        const colour = of(rows, model)[0]?.colour ?? -1;
        const stroke = markColour(look, colour);
        return [
          Plot.link(of(bounded, model), { x1: 'lower', x2: 'upper', y: 'className', dy, stroke, strokeWidth: 1.8 }),
          Plot.dot(of(rows, model), {
            x: 'value',
            y: 'className',
            dy,
            r: 3.6,
            symbol: symbolOf(colour),
            fill: (row: ClassDifference) => (isSure(row) ? stroke : look.background),
            stroke,
            strokeWidth: 1.6,
          }),
          tipMark(of(rows, model), { x: 'value', y: 'className', dy, maxRadius: 14 }, figure.describe, look),
        ];
      }),
    ],
  };
}

/** The span of differences and bounds with a little air, 0 in it. */
export function differenceDomain(rows: readonly ClassDifference[]): [number, number] {
  const low = Math.min(0, ...rows.map((row) => row.lower ?? row.value));
  const high = Math.max(0, ...rows.map((row) => row.upper ?? row.value));
  const room = Math.max((high - low) * 0.04, 1e-3);
  return [low - room, high + room];
}

function signedTick(value: number, ticks: readonly { value: number; label: string }[]): string {
  const label = ticks.find((tick) => tick.value === value)?.label ?? String(value);
  return value === 0 ? '0' : value > 0 ? `+${label}` : label;
}
