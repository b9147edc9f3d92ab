/** One bin of one model's line. */
export interface OverlayRow {
  frequency: number;
  value: number;
  lower: number | null;
  upper: number | null;
}

/** A model's line: its name, its place among the categories, its bins in order of frequency. */
export interface OverlayLine {
  name: string;
  colour: number;
  rows: readonly OverlayRow[];
}

export interface OverlayAxis {
  kind: 'linear' | 'log';
  domain: readonly [number, number];
  ticks: readonly { value: number; label: string }[];
  title: string;
}

export interface OverlayFigure {
  lines: readonly OverlayLine[];
  x: OverlayAxis;
  y: OverlayAxis;
  /** Cycles in the unit of the axis: where high frequency begins. */
  cutoff: number;
  /** A level that is drawn and named: what the lines are measured against. */
  level?: { value: number; name: string; colour: number };
  /** The text of a point's tooltip. */
  describe: (row: OverlayRow, line: OverlayLine) => string;
}

export const overlayMargin = { left: 52, right: 12, top: 28, bottom: 38 };
export const countedWords = 'counted as high frequency';

/** Where a value lies between two pixels; on a log axis what is below its domain lies at its end. */
export function pixelOf(axis: OverlayAxis, value: number, from: number, to: number): number {
  const [low, high] = axis.domain;
  const share =
    axis.kind === 'log' ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
  return from + share * (to - from);
}
