import type { Shard } from '../shard.ts';
import { finiteAt, listAt, objectAt, refuse } from '../wire.ts';
import { isOver, meetsStop } from './stop.ts';
import type { NoiseFittingEpochRecord, NoiseFittingRecord } from './types.ts';

const EPOCH_KEYS = ['trainLoss', 'cleanLoss', 'noisyLoss', 'uniformLoss', 'cleanAccuracy'] as const;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * A record from outside of some epochs: all that were ordered, or fewer where the last one, and none before it, meets a stop
 * rule; with a network where the training is over, else with a checkpoint. Throws EngineError where it cannot be of this shard.
 */
export function decodeNoiseFitting(value: unknown, shard: Shard<'NOISE_FITTING'>): NoiseFittingRecord {
  const { parameters, firstRound, roundCount } = shard;
  const record = objectAt(value, 'record', ['epochs', 'checkpoint', 'network']);
  const epochs = listAt(record.epochs, 'record.epochs').map((item, k) => epochAt(item, `record.epochs[${k}]`));
  const met = epochs.findIndex((epoch) => meetsStop(parameters, epoch));
  const expected = met < 0 ? roundCount : Math.min(roundCount, met + 1);
  if (epochs.length !== expected) refuse(`record.epochs must have ${expected} items`, epochs.length);
  const over = isOver(parameters, firstRound, epochs);
  return {
    epochs,
    checkpoint: sha256At(record.checkpoint, 'record.checkpoint', !over),
    network: sha256At(record.network, 'record.network', over),
  };
}

function epochAt(value: unknown, where: string): NoiseFittingEpochRecord {
  const epoch = objectAt(value, where, EPOCH_KEYS);
  const loss = (key: 'trainLoss' | 'cleanLoss' | 'noisyLoss' | 'uniformLoss'): number => {
    const found = finiteAt(epoch[key], `${where}.${key}`);
    // Rounding may take a loss of 0 a little below it.
    return found >= -1e-3 ? found : refuse(`${where}.${key} must not be negative`, found);
  };
  const cleanAccuracy = finiteAt(epoch.cleanAccuracy, `${where}.cleanAccuracy`);
  if (cleanAccuracy < 0 || cleanAccuracy > 1) refuse(`${where}.cleanAccuracy must be from 0 to 1`, cleanAccuracy);
  return {
    trainLoss: loss('trainLoss'),
    cleanLoss: loss('cleanLoss'),
    noisyLoss: loss('noisyLoss'),
    uniformLoss: loss('uniformLoss'),
    cleanAccuracy,
  };
}

/** A hash where there must be one, else null. */
function sha256At(value: unknown, where: string, wanted: boolean): string | null {
  if (!wanted) return value === null ? null : refuse(`${where} must be null`, value);
  if (typeof value === 'string' && SHA256.test(value)) return value;
  return refuse(`${where} must be a sha256 of 64 hexadecimal digits`, value);
}
