import { linearTicks } from './axis.ts';
import type { OverlayAxis, OverlayLine } from './overlay-figure.ts';
import { magnitudeTicks } from './spectra.ts';
import { powerTicks } from './ticks.ts';

type Kind = OverlayAxis['kind'];

/** The frequencies of lines: from the first above 0 to the last. */
export function frequencyAxis(lines: readonly OverlayLine[], kind: Kind, title: string): OverlayAxis {
  const all = lines.flatMap(({ rows }) => rows.map(({ frequency }) => frequency));
  const domain = all.length === 0 ? ([1 / 128, 0.5] as const) : ([Math.min(...all), Math.max(...all)] as const);
  const values = powerTicks([...domain], [1, 2, 5]);
  const ticks = kind === 'log' ? values.map(plain) : linearTicks(domain[0], domain[1], 5);
  return { kind, domain, ticks, title };
}

/** Magnitudes: on a log axis the decades that hold every mean, since lower bounds near 0 would take it to minus infinity. */
export function magnitudeAxis(lines: readonly OverlayLine[], kind: Kind, title: string): OverlayAxis {
  const rows = lines.flatMap((line) => line.rows);
  const values = rows.map(({ value }) => value);
  const high = Math.max(...rows.map(({ value, upper }) => upper ?? value)) * (kind === 'log' ? 1.15 : 1.05);
  if (rows.length === 0) return { kind, domain: [1e-4, 1e-1], ticks: [1e-4, 1e-3, 1e-2, 1e-1].map(plain), title };
  const domain: [number, number] = [kind === 'log' ? Math.min(...values) * 0.7 : 0, high];
  return { kind, domain, ticks: kind === 'log' ? magnitudeTicks(domain).map(plain) : linearTicks(0, high, 5), title };
}

/** Those that come first are kept where there is not room for all. */
const ratios = [
  1, 0.5, 2, 0.2, 5, 0.1, 10, 0.75, 1.5, 0.33, 3, 0.05, 20, 0.02, 50, 0.01, 100, 0.9, 1.1, 0.8, 1.2, 0.6, 0.7, 1.3, 1.7,
];

/** Ratios around 1, on a log axis as far up as down seems: ×0.5 lies as far from ×1 as ×2. Bounds beyond tenfold are cut. */
export function ratioAxis(lines: readonly OverlayLine[], kind: Kind, title: string): OverlayAxis {
  const rows = lines.flatMap((line) => line.rows);
  const means = rows.map(({ value }) => value);
  const [least, most] = [Math.min(0.8, ...means), Math.max(1.25, ...means)];
  const lower = rows.map((row) => Math.max(row.lower ?? row.value, least / 2));
  const upper = rows.map((row) => Math.min(row.upper ?? row.value, most * 2));
  const domain: [number, number] = [Math.min(least, ...lower) * 0.95, Math.max(most, ...upper) * 1.05];
  if (kind === 'linear') {
    const ticks = linearTicks(0, domain[1], 5).map(({ value, label }) => ({ value, label: `×${label}` }));
    return { kind, domain: [0, domain[1]], ticks, title };
  }
  const ticks = ratios.filter((value) => value >= domain[0] && value <= domain[1]);
  return { kind, domain, ticks: thinned(ticks, domain).map((value) => ({ value, label: `×${value}` })), title };
}

/** Ticks that would touch an earlier one are dropped. */
function thinned(ticks: readonly number[], [low, high]: readonly [number, number]): number[] {
  const gap = Math.log(high / low) / 9;
  const kept: number[] = [];
  for (const tick of ticks) if (kept.every((other) => Math.abs(Math.log(tick / other)) >= gap)) kept.push(tick);
  return kept.sort((a, b) => a - b);
}

function plain(value: number): { value: number; label: string } {
  return { value, label: String(value) };
}
