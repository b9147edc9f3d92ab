import type { SpectrumEstimator } from '@passband/spectrum';

/** Something of every estimator. */
export type ByEstimator<T> = Record<SpectrumEstimator, T>;

export function byEstimator<T>(value: (estimator: SpectrumEstimator) => T): ByEstimator<T> {
  return { PERIODOGRAM: value('PERIODOGRAM'), MIRRORED: value('MIRRORED'), DISTANCE_POWER: value('DISTANCE_POWER') };
}
