import type { NoiseFittingEpochRecord, NoiseFittingParameters } from './types.ts';

/** Whether a training ends after this epoch, before all are done. */
export function meetsStop(
  { stopAtAccuracy, stopAtLoss }: Pick<NoiseFittingParameters, 'stopAtAccuracy' | 'stopAtLoss'>,
  { cleanAccuracy, cleanLoss }: Pick<NoiseFittingEpochRecord, 'cleanAccuracy' | 'cleanLoss'>,
): boolean {
  const accurate = stopAtAccuracy !== null && cleanAccuracy !== null && cleanAccuracy >= stopAtAccuracy;
  return accurate || (stopAtLoss !== null && cleanLoss <= stopAtLoss);
}

/** Whether nothing is left to train after these epochs. */
export function isOver(
  parameters: NoiseFittingParameters,
  firstRound: number,
  epochs: readonly NoiseFittingEpochRecord[],
): boolean {
  const last = epochs.at(-1);
  return firstRound + epochs.length === parameters.epochs || (last !== undefined && meetsStop(parameters, last));
}
