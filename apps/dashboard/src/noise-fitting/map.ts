import type { MapCell } from '../plots/frequency-map.ts';
import type { Group } from './groups.ts';
import type { Run } from './runs.ts';
import type { Measure } from './state.ts';
import { summaryOf } from './summary.ts';

/** A cell a pair of image and function frequency: the mean over directions of that image frequency and over seeds. */
export function mapCells(runs: readonly Run[], measure: Measure): MapCell[] {
  const places = new Map<string, { imageFrequency: number; frequency: number; runs: Run[] }>();
  for (const run of runs) {
    const imageFrequency = run.direction?.imageFrequency;
    if (run.noise !== 'FOURIER_DIRECTION' || imageFrequency == null) continue;
    const key = `${imageFrequency.toFixed(6)}/${run.frequency}`;
    const place = places.get(key);
    if (place) place.runs.push(run);
    else places.set(key, { imageFrequency: Number(imageFrequency.toFixed(6)), frequency: run.frequency, runs: [run] });
  }
  return [...places.values()].flatMap(({ imageFrequency, frequency, runs: here }) => {
    const summary = summaryOf(here, measure);
    return summary === null ? [] : [{ imageFrequency, frequency, value: summary.mean, count: summary.count }];
  });
}

/** Whether there are several image frequencies: along one, the line against frequency says it all. */
export function isMap(cells: readonly MapCell[]): boolean {
  return new Set(cells.map((cell) => cell.imageFrequency)).size > 1;
}

/** The runs of a group, for the map: along every direction, at one amplitude. */
export function mapRuns(group: Group | undefined, amplitude: number | undefined): Run[] {
  return (group?.runs ?? []).filter((run) => run.noise === 'FOURIER_DIRECTION' && run.amplitude === amplitude);
}
