import type { Shard } from '../shard.ts';
import { atMost, listAt, objectAt, wholeAt } from '../wire.ts';
import type { FourierHeatMapRecord } from './types.ts';

/** A Fourier heat map's record from outside. Throws EngineError where it cannot be of this shard. */
export function decodeFourierHeatMap(
  value: unknown,
  { parameters, roundCount }: Shard<'FOURIER_HEAT_MAP'>,
): FourierHeatMapRecord {
  const record = objectAt(value, 'record', ['errors']);
  const errors = listAt(record.errors, 'record.errors', roundCount).map((count, k) =>
    wholeAt(count, `record.errors[${k}]`, atMost(parameters.images)),
  );
  return { errors };
}
