import * as Plot from '@observablehq/plot';
import { tickLook } from './axis-marks.ts';
import { cellInk, type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';
import { svgElements } from './svg-elements.ts';

/** A class or a pair of classes with its estimate; null where no path was measured. */
export interface GroupRecord {
  scope: string;
  classA: string;
  classB: string;
  pathCount: number;
  mean: number | null;
  lower: number | null;
  upper: number | null;
}

/** A cell of the lower triangle: `row` is the later class. */
export interface Cell extends GroupRecord {
  row: string;
  column: string;
}

/** Cells of the lower triangle in the order of `classes`; groups without a mean are left out. */
export function cells(groups: readonly GroupRecord[], classes: readonly string[]): Cell[] {
  const order = new Map(classes.map((name, index) => [name, index]));
  const at = (name: string) => order.get(name) ?? 0;
  return groups
    .filter((group) => group.mean !== null)
    .map((group) =>
      at(group.classA) <= at(group.classB)
        ? { ...group, column: group.classA, row: group.classB }
        : { ...group, column: group.classB, row: group.classA },
    );
}

/** A fraction as it stands in a cell: two decimals without the leading zero, 1.0 as it is. */
export function cellText(value: number): string {
  const text = value.toFixed(2);
  return text.startsWith('0') ? text.slice(1) : text;
}

export interface ClassByClassFigure {
  cells: readonly Cell[];
  /** In the dataset's order; only those that were measured. */
  classes: readonly string[];
  legend: string;
  /** The cell that is chosen on the page. */
  chosen?: Pick<Cell, 'classA' | 'classB'>;
  describe: (cell: Cell) => string;
}

/** The class x class map: lower triangle, cells within class outlined, the value in each, the legend in the free corner. */
export function classByClassPlot(figure: ClassByClassFigure, look: Look): Plot.PlotOptions {
  const means = figure.cells.map((cell) => cell.mean ?? 0);
  const top = Math.max(0.01, ...means);
  const longest = Math.max(0, ...figure.classes.map((name) => name.length));
  const marginLeft = Math.min(110, 12 + longest * 6.2);
  const inner = look.width - marginLeft - 8;
  const cellSize = inner / Math.max(1, figure.classes.length);
  const numbers = cellSize >= 22;
  const within = figure.cells.filter((cell) => cell.classA === cell.classB);
  return {
    ...plotFrame(look),
    marginLeft,
    marginRight: 8,
    marginTop: 8,
    marginBottom: Math.min(76, 20 + longest * 4.4),
    x: { type: 'band', domain: [...figure.classes], padding: 0.03, label: null },
    y: { type: 'band', domain: [...figure.classes], padding: 0.03, label: null },
    color: { type: 'linear', domain: [0, top], range: [...look.sequential], interpolate: 'rgb' },
    marks: [
      Plot.axisX({ ...tickLook(look), tickRotate: -35 }),
      Plot.axisY(tickLook(look)),
      Plot.cell(figure.cells, { x: 'column', y: 'row', fill: 'mean' }),
      Plot.cell(within, { x: 'column', y: 'row', fill: 'none', stroke: look.ink, strokeWidth: 1.2, inset: 0.5 }),
      Plot.cell(chosenCells(figure), {
        x: 'column',
        y: 'row',
        fill: 'none',
        stroke: look.background,
        strokeWidth: 5,
      }),
      Plot.cell(chosenCells(figure), { x: 'column', y: 'row', fill: 'none', stroke: look.accent, strokeWidth: 3 }),
      numbers
        ? Plot.text(figure.cells, {
            x: 'column',
            y: 'row',
            text: (cell: Cell) => cellText(cell.mean ?? 0),
            fill: (cell: Cell) => cellInk((cell.mean ?? 0) / top, look),
            fontSize: 11,
          })
        : null,
      legendMark(figure.legend, top, marginLeft, look),
      tipMark(figure.cells, { x: 'column', y: 'row' }, figure.describe, look),
    ],
  };
}

function chosenCells({ cells: all, chosen }: ClassByClassFigure): Cell[] {
  return all.filter(({ classA, classB }) => classA === chosen?.classA && classB === chosen.classB);
}

/** The band of a scale that holds a pixel; undefined outside of all. */
export function bandAt(scale: Plot.Scale | undefined, pixel: number): string | undefined {
  if (scale === undefined) return undefined;
  const names: Iterable<string> = scale.domain ?? [];
  return [...names].find((name) => {
    const left = Number(scale.apply(name));
    return pixel >= left && pixel <= left + (scale.bandwidth ?? 0);
  });
}

/** The legend as part of the picture, so that a download holds it: a row of swatches in the corner that the triangle leaves. */
function legendMark(title: string, top: number, marginLeft: number, look: Look): Plot.Markish {
  const width = Math.min(120, (look.width - marginLeft) / 2.6);
  return (_index, scales, _values, dimensions, context) => {
    const svg = svgElements(context?.document);
    const left = dimensions.width - 8 - width;
    const group = svg('g', { 'font-size': 11, fill: look.muted, 'text-anchor': 'start' });
    group.append(svg('text', { x: left, y: 20, fill: look.ink }, title));
    const steps = 24;
    for (let k = 0; k < steps; k++) {
      const fill = String(scales.color?.((top * (k + 0.5)) / steps) ?? 'none');
      group.append(svg('rect', { x: left + (k * width) / steps, y: 28, width: width / steps + 0.4, height: 7, fill }));
    }
    for (const [share, anchor] of [
      [0, 'start'],
      [0.5, 'middle'],
      [1, 'end'],
    ] as const) {
      group.append(svg('text', { x: left + share * width, y: 48, 'text-anchor': anchor }, (share * top).toFixed(2)));
    }
    group.append(svg('rect', { x: left + 0.5, y: 59.5, width: 10, height: 10, fill: 'none', stroke: look.ink }));
    group.append(svg('text', { x: left + 17, y: 69 }, 'within class'));
    return group;
  };
}
