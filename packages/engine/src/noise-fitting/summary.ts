import { noiseFitting, waveFitting } from '@passband/spectrum';
import type { NoiseFittingEpochRecord } from './types.ts';

/** Fittings by epoch, and what a run is known by. */
export interface NoiseFittingSummary {
  /** In the order of the records. */
  epochs: (NoiseFittingEpochRecord & {
    /** cleanLoss - noisyLoss. */
    noiseFitting: number;
    /** uniformLoss - noisyLoss; null where the uniform loss was not recorded. */
    waveFitting: number | null;
  })[];
  /** Minimum of noiseFitting over epochs: the paper's summary; null of no epoch. */
  minimum: number | null;
  /** Maximum of waveFitting over the epochs that have it: 0 = the wave is never followed; null where none has. */
  maximumWaveFitting: number | null;
}

/** Of the epochs of a training, in order. */
export function summariseNoiseFitting(records: readonly NoiseFittingEpochRecord[]): NoiseFittingSummary {
  const epochs = records.map((record) => ({
    ...record,
    noiseFitting: noiseFitting(record),
    waveFitting: waveFitting(record),
  }));
  const waves = epochs.map((epoch) => epoch.waveFitting).filter((value) => value !== null);
  return {
    epochs,
    minimum: epochs.length ? Math.min(...epochs.map((epoch) => epoch.noiseFitting)) : null,
    maximumWaveFitting: waves.length ? Math.max(...waves) : null,
  };
}
