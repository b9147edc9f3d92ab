import type { Shard } from '../shard.ts';
import { finiteAt, listAt, objectAt, refuse } from '../wire.ts';
import { JACOBIAN_ROUND, type JacobianNormRecord } from './types.ts';

/** A Jacobian norm's record from outside. Throws EngineError where it cannot be of this shard. */
export function decodeJacobianNorm(
  value: unknown,
  { parameters, firstRound, roundCount }: Shard<'JACOBIAN_NORM'>,
): JacobianNormRecord {
  const record = objectAt(value, 'record', ['squares']);
  const first = firstRound * JACOBIAN_ROUND;
  const expected = Math.min(parameters.images, first + roundCount * JACOBIAN_ROUND) - first;
  const squares = listAt(record.squares, 'record.squares', expected).map((item, k) => {
    const square = finiteAt(item, `record.squares[${k}]`);
    return square >= 0 ? square : refuse(`record.squares[${k}] must not be negative`, square);
  });
  return { squares };
}
