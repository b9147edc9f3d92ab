import type { Group } from './groups.ts';
import type { Run } from './runs.ts';
import type { NoiseFittingState } from './state.ts';
import { directionKey, directionWords } from './wave.ts';

export interface Option {
  value: string;
  label: string;
}

/** What the figures show of a dataset's runs, and what could be chosen instead. */
export interface Selection {
  noise: string | undefined;
  noises: readonly string[];
  amplitude: number | undefined;
  amplitudes: readonly number[];
  direction: string | undefined;
  /** Empty where the wave is along no Fourier direction, or all are along one. */
  directions: readonly Option[];
}

/**
 * Resolves a link against what is there: what was asked for where there is such a run, else the first. The uniform control is
 * no wave of its own unless there is nothing else.
 */
export function selectionOf(runs: readonly Run[], state: NoiseFittingState): Selection {
  const waves = runs.filter(({ noise }) => noise !== 'UNIFORM');
  const offered = waves.length > 0 ? waves : runs;
  const noises = unique(offered.map(({ noise }) => noise));
  const noise = noises.find((one) => one === state.noise) ?? noises[0];
  const ofNoise = offered.filter((run) => run.noise === noise);
  const amplitudes = unique(ofNoise.map(({ amplitude }) => amplitude)).sort((a, b) => a - b);
  const amplitude = amplitudes.find((one) => one === state.amplitude) ?? amplitudes[0];
  const directions = directionsOf(ofNoise.filter((run) => run.amplitude === amplitude));
  const direction = directions.find(({ value }) => value === state.direction) ?? directions[0];
  return {
    ...{ noise, noises, amplitude, amplitudes, direction: direction?.value },
    directions: directions.length > 1 ? directions : [],
  };
}

/** Fourier directions by image frequency. */
function directionsOf(runs: readonly Run[]): Option[] {
  const found = new Map<string, NonNullable<Run['direction']>>();
  for (const { direction } of runs) {
    const key = directionKey(direction);
    if (key !== undefined && direction) found.set(key, direction);
  }
  return [...found]
    .sort(([, a], [, b]) => (a.imageFrequency ?? 0) - (b.imageFrequency ?? 0))
    .map(([value, direction]) => ({ value, label: directionWords(direction) }));
}

/** The runs of the chosen wave at the chosen amplitude; along every direction. */
export function ofWave(runs: readonly Run[], { noise, amplitude }: Selection): Run[] {
  return runs.filter((run) => run.noise === noise && run.amplitude === amplitude);
}

/** The groups with their runs of the chosen wave, along the chosen direction, and their uniform controls; none without a wave. */
export function chosenGroups(groups: readonly Group[], selection: Selection): Group[] {
  const { amplitude, direction } = selection;
  const isControl = (run: Run) => run.noise === 'UNIFORM' && run.amplitude === amplitude;
  return groups.flatMap((group) => {
    const waves = ofWave(group.runs, selection).filter(
      (run) => direction === undefined || directionKey(run.direction) === direction,
    );
    const controls = group.runs.filter((run) => isControl(run) && !waves.includes(run));
    return waves.length === 0 ? [] : [{ ...group, runs: [...waves, ...controls] }];
  });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
