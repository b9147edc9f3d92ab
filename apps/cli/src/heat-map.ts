import { summariseFourierHeatMap } from '@passband/engine';
import { checkDrawnImages } from './drawn-images.ts';
import type { InputOptions } from './inputs.ts';
import { checkedParameters, runMethod } from './method.ts';
import type { HeatMapOptions } from './options.ts';
import { measureRounds } from './rounds.ts';
import { heatMapTable } from './table.ts';

/** `passband heat-map`: error rate under each Fourier basis image. */
export function heatMap(file: string, options: InputOptions & HeatMapOptions, signal: AbortSignal): Promise<void> {
  const { images, norm, maximumImageFrequency, seed } = options;
  return runMethod(file, options, signal, {
    method: 'fourier-heat-map',
    parametersOf(dataset) {
      checkDrawnImages(images, dataset);
      return checkedParameters('FOURIER_HEAT_MAP', { images, norm, maximumImageFrequency, seed }, dataset);
    },
    async measure(inputs, parameters) {
      const { records, ...spent } = await measureRounds('FOURIER_HEAT_MAP', parameters, inputs, options, signal);
      const parts = records.map((record, firstRound) => ({ firstRound, record }));
      const summary = summariseFourierHeatMap(parameters, inputs.images.imageShape, parts);
      const result = { ...spent, norm: parameters.norm, ...summary };
      return { result, table: heatMapTable(inputs, result), warnings: [] };
    },
  });
}
