import * as Plot from '@observablehq/plot';
import { tickLook, xTitle, yTitle } from './axis-marks.ts';
import { cellInk, type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';

/** What a network follows of a wave of one frequency along directions of one image frequency. */
export interface MapCell {
  /** Cycles per image. */
  imageFrequency: number;
  /** Cycles per unit distance. */
  frequency: number;
  value: number;
  /** Training runs, over directions and seeds. */
  count: number;
}

export interface FrequencyMapFigure {
  cells: readonly MapCell[];
  xLabel: string;
  yLabel: string;
  describe: (cell: MapCell) => string;
}

/** Image frequency against function frequency, coloured by how much of the wave is followed; low frequencies at the lower left. */
export function frequencyMapPlot(figure: FrequencyMapFigure, look: Look): Plot.PlotOptions {
  const { cells } = figure;
  const [low, high] = colourDomain(cells);
  const columns = distinct(cells.map((cell) => cell.frequency));
  const rows = distinct(cells.map((cell) => cell.imageFrequency)).reverse();
  const width = (look.width - 56) / Math.max(1, columns.length);
  const text = (value: number) => String(Number(value.toPrecision(3)));
  return {
    ...plotFrame(look),
    marginLeft: 44,
    marginRight: 12,
    marginTop: 30,
    marginBottom: 40,
    x: { type: 'band', domain: columns, padding: 0.03, label: null },
    y: { type: 'band', domain: rows, padding: 0.03, label: null },
    color: { type: 'linear', domain: [low, high], range: [...look.sequential], interpolate: 'rgb' },
    marks: [
      Plot.axisX({ ...tickLook(look), tickFormat: text }),
      xTitle(figure.xLabel, look),
      Plot.axisY({ ...tickLook(look), tickFormat: text }),
      yTitle(figure.yLabel, look, -42),
      Plot.cell(cells, { x: 'frequency', y: 'imageFrequency', fill: 'value' }),
      width >= 38
        ? Plot.text(cells, {
            x: 'frequency',
            y: 'imageFrequency',
            text: (cell: MapCell) => cell.value.toFixed(2).replace('-', '−'),
            fill: (cell: MapCell) => cellInk((cell.value - low) / (high - low), look),
            fontSize: 11,
          })
        : null,
      tipMark(cells, { x: 'frequency', y: 'imageFrequency' }, figure.describe, look),
    ],
  };
}

/** From the smallest value to the largest; never empty. */
export function colourDomain(cells: readonly MapCell[]): [number, number] {
  if (cells.length === 0) return [0, 1];
  const low = Math.min(...cells.map((cell) => cell.value));
  const high = Math.max(...cells.map((cell) => cell.value));
  return low === high ? [low, low + 1e-3] : [low, high];
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
