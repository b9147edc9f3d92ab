import { summariseJacobianNorm } from '@passband/engine';
import { checkDrawnImages } from './drawn-images.ts';
import { type InputOptions, withInputs } from './inputs.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { measureRounds } from './rounds.ts';
import { jacobianTable } from './table.ts';
import { VERSION } from './version.ts';

export interface JacobianOptions extends InputOptions {
  images?: number;
  directions: number;
  difference: number;
  seed: number;
}

/** `passband jacobian`: norm of the Jacobian of the scores, by forward differences. */
export async function jacobian(file: string, options: JacobianOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const { images, directions, difference, seed } = options;
    checkDrawnImages(images, inputs);
    const asked = { images, directions, difference, seed };
    const measured = await measureRounds('JACOBIAN_NORM', asked, inputs, options, signal);
    const { parameters, records, imagesEvaluated, seconds } = measured;
    const result = {
      ...{ imagesEvaluated, seconds, jacobianNorm: summariseJacobianNorm(records) },
      ...{ imageCount: parameters.images, directionCount: parameters.directions, difference: parameters.difference },
    };
    const { model, dataset } = inputs;
    const head = { passband: VERSION, method: 'jacobian-norm', model, dataset, parameters };
    if (options.json !== undefined) await writeResult(options.json, { ...head, ...result });
    process.stdout.write(jacobianTable(inputs, result));
  });
}
