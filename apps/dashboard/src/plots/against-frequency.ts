import * as Plot from '@observablehq/plot';
import { linearTicks } from './axis.ts';
import { gridLook, tickLook, xTitle, yTitle } from './axis-marks.ts';
import { withBounds } from './bounds.ts';
import { labelColour, markColour, symbolOf } from './category.ts';
import { labelWidth, spreadLabels } from './labels.ts';
import { type Look, plotFrame } from './look.ts';
import { ringMark, tipMark } from './pointer-marks.ts';

/** A mean over training runs at a frequency; bounds where there are several. */
export interface FrequencyRow {
  group: string;
  colour: number;
  frequency: number;
  value: number;
  lower: number | null;
  upper: number | null;
  count: number;
}

/** What a group does with no wave to follow: a dashed line at that height. */
export type ControlRow = Omit<FrequencyRow, 'frequency'>;

export interface AgainstFrequencyFigure {
  rows: readonly FrequencyRow[];
  controls: readonly ControlRow[];
  xLabel: string;
  yLabel: string;
  describe: (row: FrequencyRow) => string;
}

/** Means against frequency on a log axis: a line, its bounds and its control a group, named at the right end. */
export function againstFrequencyPlot(figure: AgainstFrequencyFigure, look: Look): Plot.PlotOptions {
  const { rows, controls } = figure;
  const frequencies = [...new Set(rows.map(({ frequency }) => frequency))].sort((a, b) => a - b);
  const x = frequencyDomain(frequencies);
  const y = valueDomain([...rows, ...controls]);
  const yTicks = linearTicks(y[0], y[1], 6);
  const labels = endLabels(rows, y, look.height - margin.top - margin.bottom);
  const marginRight = Math.min(look.width * 0.4, 16 + Math.max(0, ...labels.map(({ row }) => labelWidth(row.group))));
  const banded = withBounds(rows);
  const stroke = (row: ControlRow) => markColour(look, row.colour);
  return {
    ...plotFrame(look),
    marginLeft: margin.left,
    marginRight: labels.length > 1 ? marginRight : 14,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { type: 'log', domain: x, label: null },
    y: { domain: y, label: null },
    marks: [
      Plot.gridX(frequencies, gridLook(look)),
      Plot.gridY(
        yTicks.map(({ value }) => value),
        gridLook(look),
      ),
      y[0] < 0 && y[1] > 0 ? Plot.ruleY([0], { stroke: look.lineStrong }) : null,
      Plot.axisX(apart(frequencies, x, look.width - margin.left - marginRight), {
        text: (frequency: number) => String(Number(frequency.toPrecision(6))),
        ...tickLook(look),
      }),
      xTitle(figure.xLabel, look),
      Plot.axisY(
        yTicks.map(({ value }) => value),
        {
          text: (value: number) => yTicks.find((tick) => tick.value === value)?.label ?? '',
          ...tickLook(look),
        },
      ),
      yTitle(figure.yLabel, look, 2 - margin.left),
      Plot.text(['↑ follows the noise'], {
        frameAnchor: 'top-right',
        dx: labels.length > 1 ? marginRight - 8 : 0,
        dy: -20,
        textAnchor: 'end',
        fill: look.muted,
        fontSize: 11,
      }),
      Plot.areaY(banded, { x: 'frequency', y1: 'lower', y2: 'upper', z: 'group', fill: stroke, fillOpacity: 0.14 }),
      Plot.ruleY(controls, { y: 'value', stroke, strokeWidth: 1.4, strokeDasharray: '4 3' }),
      Plot.lineY(rows, { x: 'frequency', y: 'value', z: 'group', stroke, strokeWidth: 1.8 }),
      Plot.ruleX(banded, { x: 'frequency', y1: 'lower', y2: 'upper', stroke, strokeWidth: 1.2 }),
      Plot.dot(rows, {
        x: 'frequency',
        y: 'value',
        r: 4.2,
        symbol: (row: FrequencyRow) => symbolOf(row.colour),
        fill: (row: FrequencyRow) => (row.lower === null ? look.background : stroke(row)),
        stroke,
        strokeWidth: 1.2,
      }),
      ...(labels.length > 1 ? labels.map((label) => nameMark(label, look)) : []),
      ringMark(rows, { x: 'frequency', y: 'value' }, look, 7),
      tipMark(rows, { x: 'frequency', y: 'value' }, figure.describe, look),
    ],
  };
}

const margin = { top: 30, bottom: 40, left: 46 };

/** From the lowest to the highest with room for the marks; a decade where there is one frequency or none. */
export function frequencyDomain(frequencies: readonly number[]): [number, number] {
  const shown = frequencies.filter((frequency) => frequency > 0);
  if (shown.length === 0) return [0.01, 1];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const room = low === high ? Math.sqrt(10) : (high / low) ** 0.04;
  return [low / room, high * room];
}

/** The span of all values and bounds, with air. */
export function valueDomain(rows: readonly ControlRow[]): [number, number] {
  if (rows.length === 0) return [-1, 0];
  const low = Math.min(...rows.map((row) => row.lower ?? row.value));
  const high = Math.max(...rows.map((row) => row.upper ?? row.value));
  const air = Math.max((high - low) * 0.08, 1e-3);
  return [low - air, high + air];
}

/** Ticks of a log axis that leave 26 px between their labels. The ends go first. */
export function apart(frequencies: readonly number[], [low, high]: readonly [number, number], width: number): number[] {
  const pixel = (frequency: number) => (Math.log(frequency / low) / Math.log(high / low)) * width;
  const taken: number[] = [];
  for (const frequency of [frequencies[0], frequencies.at(-1), ...frequencies]) {
    if (frequency === undefined) continue;
    if (taken.every((other) => Math.abs(pixel(other) - pixel(frequency)) >= 30)) taken.push(frequency);
  }
  return taken.sort((a, b) => a - b);
}

interface EndLabel {
  row: FrequencyRow;
  /** From the top of the frame, in pixels. */
  at: number;
}

/** The names at the last points, 15 px apart; none where they do not fit. */
function endLabels(rows: readonly FrequencyRow[], y: readonly [number, number], height: number): EndLabel[] {
  const ends = [...new Map(rows.map((row) => [row.group, row])).values()];
  const anchors = ends.map(({ value }) => ((y[1] - value) / (y[1] - y[0])) * height);
  const places = spreadLabels(anchors, 15, 6, height - 6);
  return (places ?? []).flatMap((at, k) => {
    const row = ends[k];
    return row === undefined ? [] : [{ row, at }];
  });
}

function nameMark({ row, at }: EndLabel, look: Look): Plot.Markish {
  return Plot.text([row.group], {
    frameAnchor: 'top-right',
    textAnchor: 'start',
    dx: 10,
    dy: at - 6,
    fill: labelColour(look, row.colour),
    fontSize: 12,
    fontWeight: 650,
    stroke: look.background,
    strokeWidth: 4,
  });
}
