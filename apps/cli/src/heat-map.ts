import { performance } from 'node:perf_hooks';
import { datasetFacts, type FourierHeatMapPart, methods, summariseFourierHeatMap } from '@passband/engine';
import { InputError } from './errors.ts';
import { type InputOptions, withInputs } from './inputs.ts';
import { progressOf } from './progress.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { recordsOf } from './rounds.ts';
import { heatMapTable } from './table.ts';
import { VERSION } from './version.ts';

export interface HeatMapOptions extends InputOptions {
  images: number;
  norm: number;
  maximumImageFrequency?: number;
  seed: number;
}

/** `passband heat-map`: error rate under each Fourier basis image. */
export async function heatMap(file: string, options: HeatMapOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const { images, norm, maximumImageFrequency, seed } = options;
    const asked = { images, norm, maximumImageFrequency, seed };
    const { parameters, problems } = methods.FOURIER_HEAT_MAP.parseParameters(asked, datasetFacts(inputs.images));
    if (!parameters) throw new InputError(problems.map(({ message }) => message).join('; '));
    const { imagesTotal } = await methods.FOURIER_HEAT_MAP.plan(parameters, inputs.images);
    const progress = progressOf(imagesTotal);
    const started = performance.now();
    const parts: FourierHeatMapPart[] = [];
    const measurement = { method: 'FOURIER_HEAT_MAP' as const, parameters, roundsHeld: 1 };
    try {
      for await (const record of recordsOf(inputs, measurement, options, { signal, progress, imagesBefore: 0 }))
        parts.push({ firstRound: parts.length, record });
    } finally {
      progress.stop();
    }
    const seconds = (performance.now() - started) / 1000;
    const summary = summariseFourierHeatMap(parameters, inputs.images.imageShape, parts);
    const result = { imagesEvaluated: imagesTotal, seconds, norm: parameters.norm, ...summary };
    const { model, dataset } = inputs;
    if (options.json !== undefined)
      await writeResult(options.json, {
        passband: VERSION,
        method: 'fourier-heat-map',
        model,
        dataset,
        parameters,
        ...result,
      });
    process.stdout.write(heatMapTable(inputs, result));
  });
}
