import { type Estimate, estimate } from '@passband/spectrum';
import { isFinal } from '../measurement/status.ts';
import type { Group } from './groups.ts';
import { type CurveRun, isComplete, type Run } from './runs.ts';
import type { Measure } from './state.ts';

/** A mean over training runs; bounds (95 %, Student's t) where there are two runs or more. */
export type Summary = Pick<Estimate, 'mean' | 'lower' | 'upper' | 'count'>;

/** A group's summary at one frequency. */
export interface FrequencyPoint extends Summary {
  frequency: number;
}

/** A group against frequency, and what it does with no wave to follow. */
export interface GroupLine {
  group: Group;
  points: readonly FrequencyPoint[];
  control: Summary | null;
}

/** The mean of each run's own summary; only of runs that are over. Null without any. */
export function summaryOf(runs: readonly CurveRun[], measure: Measure): Summary | null {
  const values = runs.filter(isComplete).flatMap((run) => {
    const value = measure === 'minimum' ? run.minimum : run.maximumWaveFitting;
    return value === null ? [] : [value];
  });
  return estimate(values);
}

/** The frequencies of the waves, from low to high. */
export function frequenciesOf(runs: readonly Run[]): number[] {
  const waves = runs.filter(({ noise }) => noise !== 'UNIFORM');
  return [...new Set(waves.map(({ frequency }) => frequency))].sort((a, b) => a - b);
}

/** The frequencies of a table: those of points, and those that are trained now or wait for it. */
export function listedFrequencies(lines: readonly GroupLine[]): number[] {
  const known = lines.flatMap(({ points }) => points.map(({ frequency }) => frequency));
  const going = frequenciesOf(lines.flatMap(({ group }) => group.runs.filter(({ status }) => !isFinal(status))));
  return [...new Set([...known, ...going])].sort((a, b) => a - b);
}

/** `running` or `waiting`, whichever is further, of a wave's trainings; `–` where none goes on. */
export function goingAt(runs: readonly Run[], isWave: (run: Run) => boolean): string {
  const statuses = runs.filter(isWave).map(({ status }) => status);
  if (statuses.includes('RUNNING')) return 'running';
  return statuses.includes('QUEUED') ? 'waiting' : '–';
}

/** A group's line: a point a frequency that has runs that are over. */
export function lineOf(group: Group, measure: Measure): GroupLine {
  const points = frequenciesOf(group.runs).flatMap((frequency) => {
    const runs = group.runs.filter((run) => run.noise !== 'UNIFORM' && run.frequency === frequency);
    const summary = summaryOf(runs, measure);
    return summary === null ? [] : [{ ...summary, frequency }];
  });
  const controls = group.runs.filter(({ noise }) => noise === 'UNIFORM');
  return { group, points, control: summaryOf(controls, measure) };
}

/** Smallest and largest clean accuracy in the last epoch of runs that are over; null where none has one. */
export function accuracyRange(runs: readonly Run[]): [number, number] | null {
  const values = runs.filter(isComplete).flatMap(({ epochs }) => epochs.at(-1)?.cleanAccuracy ?? []);
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}
