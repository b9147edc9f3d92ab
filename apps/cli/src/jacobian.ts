import { summariseJacobianNorm } from '@passband/engine';
import { checkDrawnImages } from './drawn-images.ts';
import type { InputOptions } from './inputs.ts';
import { checkedParameters, runMethod } from './method.ts';
import type { JacobianNormOptions } from './options.ts';
import { measureRounds } from './rounds.ts';
import { jacobianTable } from './table.ts';

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
