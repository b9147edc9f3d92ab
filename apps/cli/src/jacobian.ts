import { type SummaryEstimate, summariseJacobianNorm } from '@passband/engine';
import { checkDrawnImages } from './drawn-images.ts';
import type { InputOptions, Inputs } from './inputs.ts';
import { checkedParameters, runMethod } from './method.ts';
import type { JacobianNormOptions } from './options.ts';
import { plural } from './plural.ts';
import { measureRounds } from './rounds.ts';
import { estimated, head, lines, speed } from './table.ts';

/** `passband jacobian`: norm of the Jacobian of the scores, by forward differences. */
export function jacobian(
  file: string,
  options: InputOptions & JacobianNormOptions,
  signal: AbortSignal,
): Promise<void> {
  const { images, directions, difference, seed } = options;
  return runMethod(file, options, signal, {
    method: 'jacobian-norm',
    parametersOf(dataset) {
      checkDrawnImages(images, dataset);
      return checkedParameters('JACOBIAN_NORM', { images, directions, difference, seed }, dataset);
    },
    async measure(inputs, parameters) {
      const { records, ...spent } = await measureRounds('JACOBIAN_NORM', parameters, inputs, options, signal);
      const result = {
        ...{ ...spent, jacobianNorm: summariseJacobianNorm(records) },
        ...{ imageCount: parameters.images, directionCount: parameters.directions, difference: parameters.difference },
      };
      return { result, table: jacobianTable(inputs, result), warnings: [] };
    },
  });
}

/** The result for a terminal. */
function jacobianTable(
  inputs: Inputs,
  result: {
    jacobianNorm: Pick<SummaryEstimate, 'mean' | 'upper'> | null;
    imageCount: number;
    directionCount: number;
    difference: number;
    imagesEvaluated: number;
    seconds: number;
  },
): string {
  const { jacobianNorm, imageCount, directionCount, difference } = result;
  return lines([
    ...head(inputs),
    '',
    `Jacobian norm of the scores, with its 95 % half-width over images: ${estimated(jacobianNorm ?? { mean: null, upper: null })}`,
    `${plural(imageCount, 'image')}, ${plural(directionCount, 'random direction')}, difference ${difference}`,
    '',
    speed(result.imagesEvaluated, result.seconds),
  ]);
}
