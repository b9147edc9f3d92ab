import type { Epoch, Run } from './runs.ts';

/** An epoch whose clean loss is 1, with this much noise fitting. */
export function epoch(number: number, noiseFitting: number, change: Partial<Epoch> = {}): Epoch {
  return {
    ...{ epoch: number, trainLoss: 2, cleanLoss: 1, noisyLoss: 1 - noiseFitting, noiseFitting },
    ...{ waveFitting: 0.1, cleanAccuracy: 0.8, ...change },
  };
}

/** A finished run of one epoch, its minimum that epoch's noise fitting. */
export function run(change: Partial<Run> & { parameters?: Record<string, unknown> } = {}): Run {
  const { parameters = {}, ...others } = change;
  return {
    ...{ id: 'run', status: 'SUCCEEDED', seed: 0, createdAt: '2026-01-01T00:00:00Z' },
    model: { id: 'm', name: 'small-cnn, seed 0', tags: [{ key: 'architecture', value: 'small-cnn' }] },
    provenance: { parameters: JSON.stringify({ seed: 0, noise: 'RADIAL', frequency: 0.1, ...parameters }) },
    ...{ noise: 'RADIAL', frequency: 0.1, amplitude: 0.3, architecture: 'small-cnn', augmentation: [] },
    ...{ trainSize: null, direction: null, epochs: [epoch(1, -0.7)], minimum: -0.7, maximumWaveFitting: 0.1 },
    ...others,
  };
}
