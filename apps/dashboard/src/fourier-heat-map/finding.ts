import { wilson } from '@passband/spectrum';
import { type Bounded, fixed, rateWords } from '../format/numbers.ts';
import { plural } from '../format/words.ts';
import type { HeatMapCell } from '../plots/heat-map-cells.ts';

/** Cells of about one image frequency. */
export interface Ring {
  /** Cycles per image, whole. */
  frequency: number;
  /** Mean error rate of its cells. */
  mean: number;
}

/** Mean error rate by image frequency, rounded to whole cycles per image, lowest first. */
export function rings(cells: readonly HeatMapCell[]): Ring[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { imageFrequency, errorRate } of cells) {
    const key = Math.round(imageFrequency);
    const known = sums.get(key) ?? { sum: 0, count: 0 };
    sums.set(key, { sum: known.sum + errorRate, count: known.count + 1 });
  }
  return [...sums]
    .map(([frequency, { sum, count }]) => ({ frequency, mean: sum / count }))
    .sort((a, b) => a.frequency - b.frequency);
}

/** The rings around the one of the highest mean whose mean is at least nine tenths of it. */
export function peakOf(all: readonly Ring[]): { from: number; to: number; mean: number } | null {
  const top = all.reduce<Ring | null>((best, ring) => (best === null || ring.mean > best.mean ? ring : best), null);
  if (top === null) return null;
  const at = all.indexOf(top);
  const isHigh = (k: number) => (all[k]?.mean ?? -1) >= 0.9 * top.mean;
  let [from, to] = [at, at];
  while (isHigh(from - 1)) from--;
  while (isHigh(to + 1)) to++;
  return { from: all[from]?.frequency ?? 0, to: all[to]?.frequency ?? 0, mean: top.mean };
}

export function extremes(cells: readonly HeatMapCell[]): { highest: HeatMapCell; lowest: HeatMapCell } | null {
  const [first] = cells;
  if (first === undefined) return null;
  const pick = (better: (a: number, b: number) => boolean) =>
    cells.reduce((best, cell) => (better(cell.errorRate, best.errorRate) ? cell : best), first);
  return { highest: pick((a, b) => a > b), lowest: pick((a, b) => a < b) };
}

/** A rate of a number of images with its 95 % bounds (Wilson). */
export function boundedRate(rate: number, imageCount: number): Bounded {
  return wilson(Math.round(rate * imageCount), imageCount);
}

/**
 * Where the error is highest; claimed only where the highest cell's bounds lie above those of the images as they are.
 */
export function heatMapFinding(cells: readonly HeatMapCell[], unshifted: Bounded | null, imageCount: number): string {
  const peak = peakOf(rings(cells));
  const found = extremes(cells);
  if (peak === null || found === null) return 'No cell is measured yet';
  const lower = boundedRate(found.highest.errorRate, imageCount).lower ?? 0;
  if (unshifted === null || !(lower > (unshifted.upper ?? 1)))
    return 'Does any Fourier basis image raise the error? The bounds overlap';
  if (peak.from === peak.to && peak.from === 0) return 'Errors peak where all pixels are shifted alike';
  return `Errors peak at ${cyclesWords(peak.from, peak.to)} per image`;
}

function cyclesWords(from: number, to: number): string {
  return from === to ? plural(from, 'cycle') : `${from} to ${plural(to, 'cycle')}`;
}

/** What stands beneath the figure: how many images, the error without a shift, how exact a cell is. */
export function heatMapCaption(unshifted: Bounded | null, imageCount: number, missing: number): string {
  const widest = boundedRate(0.5, imageCount);
  const half = ((widest.upper ?? 1) - (widest.lower ?? 0)) / 2;
  const parts = [
    `${plural(imageCount, 'image')} a cell; error without a shift ${unshifted === null ? 'not known yet' : rateWords(unshifted)}.`,
    `95 % bounds of one cell (Wilson): at most ± ${fixed(half * 100, 1)} percentage points, not corrected for the number of cells.`,
    missing > 0 ? `${plural(missing, 'cell')} not measured.` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** The text of a cell's tooltip. */
export function describeCell(imageCount: number): (cell: HeatMapCell) => string {
  return ({ i, j, imageFrequency, errorRate }) =>
    [
      `i = ${i}, j = ${j}`,
      `image frequency ${fixed(imageFrequency, 2)} cycles per image`,
      `error ${rateWords(boundedRate(errorRate, imageCount))}`,
      `${Math.round(errorRate * imageCount)} of ${plural(imageCount, 'image')}`,
    ].join('\n');
}

/** +4, −3, 0: how far a cell lies from the centre. */
export function offsetWords({ horizontal, vertical }: HeatMapCell): string {
  const text = (value: number) => (value > 0 ? `+${value}` : String(value).replace('-', '−'));
  return `(${text(vertical)}, ${text(horizontal)})`;
}
