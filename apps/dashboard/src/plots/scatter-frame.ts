import * as Plot from '@observablehq/plot';
import type { Axis } from './axis.ts';
import { gridLook } from './axis-marks.ts';
import { labelWidth } from './labels.ts';
import type { FigureTheme } from './theme.ts';

/** Space around a scatter's frame. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
  /** Whether the right one holds labels. */
  withLabels: boolean;
}

/** A place among the data, in pixels. */
export interface PixelScale {
  x(position: number): number;
  y(position: number): number;
}

const narrowest = 150;

/** Space around the frame; the right one holds labels where the picture stays wide enough. */
export function scatterMargins(labels: readonly string[], width: number): Margins {
  const longest = Math.max(0, ...labels.map(labelWidth));
  const right = longest + 29;
  const withLabels = labels.length > 0 && width - 44 - right >= narrowest;
  return { top: 26, right: withLabels ? Math.ceil(right) : 12, bottom: 40, left: 40, withLabels };
}

/** From what the axes project to pixels from the top left corner. */
export function pixelScale(x: Axis, y: Axis, size: { width: number; height: number }, margins: Margins): PixelScale {
  const across = (size.width - margins.left - margins.right) / (x.domain[1] - x.domain[0]);
  const up = (size.height - margins.top - margins.bottom) / (y.domain[1] - y.domain[0]);
  return {
    x: (position) => margins.left + (position - x.domain[0]) * across,
    y: (position) => margins.top + (y.domain[1] - position) * up,
  };
}

/** The inverse: from pixels to values. */
export function valueScale(x: Axis, y: Axis, size: { width: number; height: number }, margins: Margins) {
  const across = (size.width - margins.left - margins.right) / (x.domain[1] - x.domain[0]);
  const up = (size.height - margins.top - margins.bottom) / (y.domain[1] - y.domain[0]);
  return {
    x: (pixels: number) => x.unproject(x.domain[0] + (pixels - margins.left) / across),
    y: (pixels: number) => y.unproject(y.domain[1] - (pixels - margins.top) / up),
  };
}

/** Grid, ticks and titles. Titles are in pixels from the frame's corner, so that they are part of what is downloaded. */
export function frameMarks(
  x: Axis & { title: string },
  y: Axis & { title: string },
  width: number,
  margins: Margins,
  theme: FigureTheme,
): Plot.Markish[] {
  const at = (axis: Axis) => axis.ticks.map((tick) => tick.at);
  const grid = gridLook(theme);
  const text = { fill: theme.muted, fontSize: 11 } as const;
  const left = { ...text, frameAnchor: 'top-left', textAnchor: 'start', lineAnchor: 'middle' } as const;
  const bottom = { ...text, frameAnchor: 'bottom-left', textAnchor: 'middle', lineAnchor: 'middle' } as const;
  const middle = (margins.left + width - margins.right) / 2;
  return [
    Plot.gridX(at(x), grid),
    Plot.gridY(at(y), grid),
    Plot.text(x.ticks, { ...text, text: 'label', x: 'at', frameAnchor: 'bottom', dy: 14 }),
    Plot.text(y.ticks, { ...text, text: 'label', y: 'at', frameAnchor: 'left', dx: -8, textAnchor: 'end' }),
    Plot.text([y.title], { ...left, dx: -margins.left, dy: -20 }),
    Plot.text([x.title], { ...bottom, dx: middle - margins.left, dy: 32 }),
  ];
}
