import { type Parametrised, pathSpectrumParameters } from './parameters.ts';

/** What frequencies of a path spectrum are in, and the distance between samples on the axis of its mean spectra. */
export interface SpectrumAxis {
  frequencyUnit: 'CYCLES_PER_DISTANCE' | 'CYCLES_PER_PATH';
  /** Per path: 1 / samples, a path being one unit long. */
  step: number;
}

export function axisOf(row: Parametrised): SpectrumAxis {
  const { step, samples } = pathSpectrumParameters(row);
  if (step !== null) return { frequencyUnit: 'CYCLES_PER_DISTANCE', step };
  return { frequencyUnit: 'CYCLES_PER_PATH', step: 1 / (samples ?? 1) };
}

/** Whether paths have a length, so that cutoffs may be in cycles per distance: not where only amplitudes or phases move. */
export function hasDistance(row: Parametrised): boolean {
  const { path } = pathSpectrumParameters(row);
  return path === 'LINEAR' || path === 'DIRECTION';
}

/** Distance between the samples of one path: the measurement's step, or with a fixed number of samples the path's own. */
export function stepOf(row: Parametrised, { length, samples }: { length: number | null; samples: number }): number {
  return pathSpectrumParameters(row).step ?? (length ?? 1) / samples;
}
