import { summariseFourierHeatMap } from '@passband/engine';
import { checkDrawnImages } from './drawn-images.ts';
import { type InputOptions, withInputs } from './inputs.ts';
import { checkResultFile, writeResult } from './result-file.ts';
import { measureRounds } from './rounds.ts';
import { heatMapTable } from './table.ts';
import { VERSION } from './version.ts';

export interface HeatMapOptions extends InputOptions {
  images?: number;
  norm: number;
  maximumImageFrequency?: number;
  seed: number;
}

/** `passband heat-map`: error rate under each Fourier basis image. */
export async function heatMap(file: string, options: HeatMapOptions, signal: AbortSignal): Promise<void> {
  await checkResultFile(options.json);
  await withInputs(file, options, signal, async (inputs) => {
    const { images, norm, maximumImageFrequency, seed } = options;
    checkDrawnImages(images, inputs);
    const asked = { images, norm, maximumImageFrequency, seed };
    const measured = await measureRounds('FOURIER_HEAT_MAP', asked, inputs, options, signal);
    const { parameters, records, imagesEvaluated, seconds } = measured;
    const parts = records.map((record, firstRound) => ({ firstRound, record }));
    const summary = summariseFourierHeatMap(parameters, inputs.images.imageShape, parts);
    const result = { imagesEvaluated, seconds, norm: parameters.norm, ...summary };
    const { model, dataset } = inputs;
    const head = { passband: VERSION, method: 'fourier-heat-map', model, dataset, parameters };
    if (options.json !== undefined) await writeResult(options.json, { ...head, ...result });
    process.stdout.write(heatMapTable(inputs, result));
  });
}
