import type { NoiseFittingParameters } from './types.ts';

/** Cosine schedule over all steps of all epochs: learningRate / 2 (1 + cos(pi t / T)), step t = 0 ... T - 1. */
export function learningRateAt(
  { learningRate, epochs, trainSize, batchSize }: NoiseFittingParameters,
  epoch: number,
  stepInEpoch: number,
): number {
  const stepsPerEpoch = Math.ceil(trainSize / batchSize);
  const step = epoch * stepsPerEpoch + stepInEpoch;
  return (learningRate / 2) * (1 + Math.cos((Math.PI * step) / (epochs * stepsPerEpoch)));
}
