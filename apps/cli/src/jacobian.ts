import { performance } from 'node:perf_hooks';
import { datasetFacts, type JacobianNormRecord, methods, summariseJacobianNorm } from '@passband/engine';
import { InputError } from './errors.ts';
import { type InputOptions, withInputs } from './inputs.ts';
import { progressOf } from './progress.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { recordsOf } from './rounds.ts';
import { jacobianTable } from './table.ts';
import { VERSION } from './version.ts';

export interface JacobianOptions extends InputOptions {
  images: number;
  directions: number;
  difference: number;
  seed: number;
}

/** `passband jacobian`: norm of the Jacobian of the scores, by forward differences. */
export async function jacobian(file: string, options: JacobianOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const { images, directions, difference, seed } = options;
    const asked = { images, directions, difference, seed };
    const { parameters, problems } = methods.JACOBIAN_NORM.parseParameters(asked, datasetFacts(inputs.images));
    if (!parameters) throw new InputError(problems.map(({ message }) => message).join('; '));
    const { imagesTotal } = await methods.JACOBIAN_NORM.plan(parameters, inputs.images);
    const progress = progressOf(imagesTotal);
    const started = performance.now();
    const records: JacobianNormRecord[] = [];
    const measurement = { method: 'JACOBIAN_NORM' as const, parameters, roundsHeld: 1 };
    try {
      for await (const record of recordsOf(inputs, measurement, options, { signal, progress, imagesBefore: 0 }))
        records.push(record);
    } finally {
      progress.stop();
    }
    const seconds = (performance.now() - started) / 1000;
    const result = {
      ...{ imagesEvaluated: imagesTotal, seconds },
      jacobianNorm: summariseJacobianNorm(records),
      ...{ imageCount: parameters.images, directionCount: parameters.directions, difference: parameters.difference },
    };
    const { model, dataset } = inputs;
    if (options.json !== undefined)
      await writeResult(options.json, {
        passband: VERSION,
        method: 'jacobian-norm',
        model,
        dataset,
        parameters,
        ...result,
      });
    process.stdout.write(jacobianTable(inputs, result));
  });
}
