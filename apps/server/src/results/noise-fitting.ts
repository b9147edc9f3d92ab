import type { NoiseFittingRecord } from '@passband/engine';
import { type NoiseFittingSummary, summariseNoiseFitting } from '@passband/engine';
import type { MetricValue } from '@passband/store';

/** Losses and fittings of one epoch, counted from 1. */
type Epoch = NoiseFittingSummary['epochs'][number] & { epoch: number };

/** Noise fitting as it is reported: what is stored, in order of epochs. */
export function noiseFittingOf(
  stored: readonly { firstRound: number; record: NoiseFittingRecord }[],
): Omit<NoiseFittingSummary, 'epochs'> & { epochs: Epoch[] } {
  const numbers = stored.flatMap(({ firstRound, record }) => record.epochs.map((_, k) => firstRound + k + 1));
  const summary = summariseNoiseFitting(stored.flatMap(({ record }) => record.epochs));
  const epochs = summary.epochs.map((epoch, k) => ({ ...epoch, epoch: numbers[k] ?? k + 1 }));
  return { ...summary, epochs };
}

/** What a finished run is known by. */
export function noiseFittingMetrics({
  minimum,
  maximumWaveFitting,
}: Pick<NoiseFittingSummary, 'minimum' | 'maximumWaveFitting'>): MetricValue[] {
  const metric = (name: string, value: number | null): MetricValue[] =>
    value === null ? [] : [{ name, value, standardError: null, lower: null, upper: null }];
  return [...metric('noiseFitting.minimum', minimum), ...metric('waveFitting.maximum', maximumWaveFitting)];
}
