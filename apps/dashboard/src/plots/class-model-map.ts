import * as Plot from '@observablehq/plot';
import { isSure, signed } from '../format/numbers.ts';
import { tickLook } from './axis-marks.ts';
import { labelColour } from './category.ts';
import type { ClassDifference } from './class-differences.ts';
import { groundAt, inkOn } from './contrast.ts';
import { labelWidth } from './labels.ts';
import { type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';

export interface ClassModelMap {
  rows: readonly ClassDifference[];
  /** From the top. */
  classes: readonly string[];
  /** From the left. */
  models: readonly string[];
  describe: (row: ClassDifference) => string;
}

const cellHeight = 24;
/** Names stand over their columns at this angle. */
const slant = 35;

/** How tall the figure is: a line a class, and the slanted names over them. */
export function classModelMapHeight({ classes, models }: Pick<ClassModelMap, 'classes' | 'models'>): number {
  return Math.ceil(namesHeight(models)) + classes.length * cellHeight + 8;
}

function namesHeight(models: readonly string[]): number {
  return 18 + Math.sin((slant * Math.PI) / 180) * Math.max(0, ...models.map(labelWidth));
}

/** Room for what the last name reaches beyond its column. */
function rightOf(models: readonly string[], width: number): number {
  const reach = Math.cos((slant * Math.PI) / 180) * labelWidth(models.at(-1) ?? '');
  return Math.max(8, Math.ceil(reach - width / models.length / 2 + 8));
}

/** Differences by class and model, diverging around 0: bold where bounds exclude it. */
export function classModelMapPlot(figure: ClassModelMap, look: Look): Plot.PlotOptions {
  const { rows, classes, models } = figure;
  const left = Math.min(118, 14 + Math.max(0, ...classes.map((name) => name.length)) * 6.2);
  const right = rightOf(models, look.width - left);
  const most = largest(rows);
  const digits = (look.width - left - right) / models.length < 46 ? 2 : 3;
  const cell = { x: 'model', y: 'className' } as const;
  const text = (sure: boolean) =>
    Plot.text(
      rows.filter((row) => isSure(row) === sure),
      {
        ...cell,
        text: ({ value }: ClassDifference) => signed(value, digits),
        fill: ({ value }: ClassDifference) => inkOn(groundAt(value / most, look.diverging), look.ink),
        fontSize: 11,
        fontWeight: sure ? 700 : 400,
      },
    );
  return {
    ...plotFrame(look),
    marginLeft: left,
    marginRight: right,
    marginTop: namesHeight(models),
    marginBottom: 8,
    x: { type: 'band', domain: [...models], axis: null, padding: 0.03 },
    y: { type: 'band', domain: [...classes], label: null, padding: 0.05 },
    color: { type: 'linear', domain: [-most, 0, most], range: [...look.diverging] },
    marks: [
      Plot.cell(rows, { ...cell, fill: 'value' }),
      Plot.axisY(tickLook(look)),
      ...models.map((model) =>
        Plot.text([model], {
          x: (name: string) => name,
          frameAnchor: 'top',
          text: (name: string) => name,
          dx: -6,
          dy: -8,
          rotate: -slant,
          textAnchor: 'start',
          lineAnchor: 'bottom',
          fill: labelColour(look, rows.find((row) => row.model === model)?.colour ?? -1),
          fontSize: 12,
          fontWeight: 650,
        }),
      ),
      text(true),
      text(false),
      Plot.cell(rows, Plot.pointer({ ...cell, stroke: look.accent, strokeWidth: 2, fill: 'none', maxRadius: 40 })),
      tipMark(rows, { ...cell, maxRadius: 40 }, figure.describe, look),
    ],
  };
}

/** The end of the scale on both sides, so that 0 lies in its middle. */
function largest(rows: readonly ClassDifference[]): number {
  return Math.max(1e-9, ...rows.map(({ value }) => Math.abs(value)));
}
