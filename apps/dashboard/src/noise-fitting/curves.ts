import { plusMinus } from '../format/numbers.ts';
import { bounded, significant } from '../measurement/sentences.ts';
import type { CurvePoint, CurveSeries, EpochPanel } from '../plots/epochs.ts';
import { type CurveRun, plannedEpochs, type Run } from './runs.ts';
import { frequenciesOf, summaryOf } from './summary.ts';
import { cycleWords } from './wave.ts';

const values: Record<CurveSeries, (epoch: Run['epochs'][number]) => number | null> = {
  training: ({ trainLoss }) => trainLoss,
  noisy: ({ noisyLoss }) => noisyLoss,
  clean: ({ cleanLoss }) => cleanLoss,
  difference: ({ noiseFitting }) => noiseFitting,
};
const series = ['training', 'noisy', 'clean', 'difference'] as const;

/** Most panels that are drawn. */
export const MOST_PANELS = 9;

/** A panel a frequency, from low to high, and one of the uniform control; at most MOST_PANELS, the ends always among them. */
export function panelsOf(runs: readonly Run[]): EpochPanel[] {
  const trained = runs.filter((run) => run.epochs.length > 0);
  const controls = trained.filter(({ noise }) => noise === 'UNIFORM');
  const frequencies = spaced(frequenciesOf(trained), MOST_PANELS - (controls.length > 0 ? 1 : 0));
  const waves = frequencies.map((frequency) =>
    panelOf(
      trained.filter((run) => run.noise !== 'UNIFORM' && run.frequency === frequency),
      `${cycleWords(frequency)} per unit`,
    ),
  );
  return controls.length === 0 ? waves : [...waves, panelOf(controls, 'uniform, no wave')];
}

/** Four curves of runs that are replicates of each other, and the minimum of the last. */
export function panelOf(runs: readonly CurveRun[], title: string): EpochPanel {
  const epochs = [...new Set(runs.flatMap((run) => run.epochs.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  const points = series.flatMap((name) =>
    epochs.flatMap((epoch) => {
      const point = pointAt(runs, name, epoch);
      return point === null ? [] : [{ ...point, panel: title }];
    }),
  );
  return { title, points, note: minimumWords(runs), epochs: Math.max(0, ...runs.map(plannedEpochs)) };
}

/** Mean, smallest and largest of those runs that did the epoch. */
function pointAt(runs: readonly CurveRun[], name: CurveSeries, epoch: number): Omit<CurvePoint, 'panel'> | null {
  const found = runs.flatMap((run) => {
    const done = run.epochs.find((one) => one.epoch === epoch);
    return (done && values[name](done)) ?? [];
  });
  if (found.length === 0) return null;
  const value = found.reduce((sum, one) => sum + one, 0) / found.length;
  return { series: name, epoch, value, lower: Math.min(...found), upper: Math.max(...found), count: found.length };
}

/** `minimum −0.746 ± 0.015`; of runs that go on, what it is so far. */
function minimumWords(runs: readonly CurveRun[]): string {
  const summary = summaryOf(runs, 'minimum');
  if (summary !== null) return `minimum ${plusMinus(bounded(summary))}`;
  const soFar = runs.flatMap(({ minimum }) => minimum ?? []);
  if (soFar.length === 0) return '';
  return `minimum so far ${plusMinus({ value: soFar.reduce((sum, one) => sum + one, 0) / soFar.length })}`;
}

/** Evenly chosen ones of a list, its ends among them. */
export function spaced<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]).filter(
    (item) => item !== undefined,
  );
}

const names: Record<CurveSeries, string> = {
  training: 'training',
  noisy: 'noisy labels',
  clean: 'clean labels',
  difference: 'clean − noisy',
};

/** A curve's name beside it. */
export function seriesWords(name: CurveSeries): string {
  return names[name];
}

/** A point's tooltip. */
export function describeCurvePoint({ panel, series: name, epoch, value, lower, upper, count }: CurvePoint): string {
  const range = count > 1 ? `\n${significant(lower)} to ${significant(upper)}, ${count} seeds` : '';
  return `${names[name]}, ${panel}\nepoch ${epoch}: ${significant(value)} nats${range}`;
}

/** How many runs that are replicates of each other there are: the least and the most over waves. */
export function seedCounts(runs: readonly Run[]): { least: number; most: number } {
  const counts = new Map<string, number>();
  for (const { noise, frequency } of runs) {
    const key = noise === 'UNIFORM' ? noise : String(frequency);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const all = [...counts.values()];
  return { least: Math.min(...all, Infinity), most: Math.max(0, ...all) };
}
