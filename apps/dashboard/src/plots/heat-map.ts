import * as Plot from '@observablehq/plot';
import { linearTicks } from './axis.ts';
import { tickLook, xTitle, yTitle } from './axis-marks.ts';
import { colourBar } from './colour-bar.ts';
import type { HeatMap, HeatMapCell } from './heat-map-cells.ts';
import { type Look, plotFrame } from './look.ts';
import { tipMark } from './pointer-marks.ts';

/** From the lowest rate to the highest; never empty. */
export function rateDomain(cells: readonly HeatMapCell[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { errorRate } of cells) [low, high] = [Math.min(low, errorRate), Math.max(high, errorRate)];
  if (low > high) return [0, 1];
  return low === high ? [Math.max(0, low - 0.005), Math.max(0, low - 0.005) + 0.01] : [low, high];
}

export interface HeatMapFigure {
  map: HeatMap;
  cells: readonly HeatMapCell[];
  /** Below the colour bar. */
  notes: readonly string[];
  describe: (cell: HeatMapCell) => string;
}

const [marginLeft, marginTop, marginBottom, legend] = [40, 30, 42, 104];

/** Error rate by cell: vertical against horizontal image frequency, 0 in the middle; cells that are not measured stay blank. */
export function heatMapPlot({ map, cells, notes, describe }: HeatMapFigure, look: Look): Plot.PlotOptions {
  const size = Math.min(
    (look.height - marginTop - marginBottom) / map.height,
    (look.width - marginLeft - legend) / map.width,
  );
  const [across, down] = [edges(map.width), edges(map.height)];
  const domain = rateDomain(cells);
  const right = marginLeft + size * map.width;
  const around = (cell: HeatMapCell, key: 'horizontal' | 'vertical', by: number) => cell[key] + by;
  return {
    ...plotFrame(look),
    marginLeft,
    marginTop,
    marginRight: look.width - right,
    marginBottom: look.height - marginTop - size * map.height,
    x: { domain: across, label: null },
    y: { domain: down, reverse: true, label: null },
    color: { type: 'linear', domain, range: [...look.sequential], interpolate: 'rgb' },
    marks: [
      Plot.raster(map.errorRate, {
        width: map.width,
        height: map.height,
        ...{ x1: across[0], x2: across[1], y1: down[0], y2: down[1] },
        imageRendering: 'pixelated',
      }),
      Plot.axisX(signedTicks(map.width), { ...tickLook(look), tickFormat: signedText }),
      Plot.axisY(signedTicks(map.height), { ...tickLook(look), tickFormat: signedText }),
      xTitle('Horizontal frequency (cycles per image)', look),
      yTitle('Vertical frequency (cycles per image)', look, 4 - marginLeft),
      colourBar(
        {
          title: 'Error rate (%)',
          domain,
          ...{ left: right + 18, top: marginTop + 4, height: Math.min(130, size * map.height * 0.55), notes },
          ticks: rateTicks(domain),
        },
        look,
      ),
      Plot.rect(
        cells,
        Plot.pointer({
          x1: (cell: HeatMapCell) => around(cell, 'horizontal', -0.5),
          x2: (cell: HeatMapCell) => around(cell, 'horizontal', 0.5),
          y1: (cell: HeatMapCell) => around(cell, 'vertical', -0.5),
          y2: (cell: HeatMapCell) => around(cell, 'vertical', 0.5),
          ...{ fill: 'none', stroke: look.accent, strokeWidth: 2, maxRadius: 24 },
        }),
      ),
      tipMark(cells, { x: 'horizontal', y: 'vertical' }, describe, look),
    ],
  };
}

/** How high a heat map is drawn: at most so many pixels, and no higher than its cells at this width; 0 is not known yet. */
export function heatMapHeight({ height, width: columns }: HeatMap, width: number, most: number): number {
  if (width === 0) return most;
  return Math.min(most, Math.ceil(((width - marginLeft - legend) / columns) * height) + marginTop + marginBottom);
}

/** Half a cell beyond the first and last cell of a side, in cycles per image. */
function edges(size: number): [number, number] {
  const first = -Math.floor(size / 2);
  return [first - 0.5, first + size - 0.5];
}

/** The ends of a side, its centre, and what lies halfway. */
export function signedTicks(size: number): number[] {
  const first = -Math.floor(size / 2);
  const last = first + size - 1;
  return [...new Set([first, Math.round(first / 2), 0, Math.round(last / 2), last])];
}

function signedText(value: number): string {
  return String(value).replace('-', '−');
}

/** In per cent, the ends of the scale among them where they are not crowded. */
export function rateTicks([low, high]: readonly [number, number]): { share: number; label: string }[] {
  return linearTicks(low * 100, high * 100, 4).map(({ value, label }) => ({
    share: (value / 100 - low) / (high - low),
    label,
  }));
}
