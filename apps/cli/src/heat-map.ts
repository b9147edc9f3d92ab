import { type FourierHeatMapSummary, summariseFourierHeatMap } from '@passband/engine';
import { aligned } from './aligned.ts';
import { checkDrawnImages } from './drawn-images.ts';
import type { InputOptions, Inputs } from './inputs.ts';
import { checkedParameters, runMethod } from './method.ts';
import type { HeatMapOptions } from './options.ts';
import { count, plural } from './plural.ts';
import { measureRounds } from './rounds.ts';
import { head, lines, speed } from './table.ts';

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

/** The result for a terminal: mean error rates by rings of image frequency; the map itself is in the JSON. */
function heatMapTable(
  inputs: Inputs,
  result: FourierHeatMapSummary & { norm: number; imagesEvaluated: number; seconds: number },
): string {
  const { errorRateUnshifted, imageCount, norm } = result;
  const unshifted = errorRateUnshifted
    ? `${errorRateUnshifted.value.toFixed(4)} (${errorRateUnshifted.lower.toFixed(4)} to ${errorRateUnshifted.upper.toFixed(4)})`
    : '-';
  const rows = [
    ['cycles per image', 'mean error rate', 'highest', 'cells'],
    ...ringsOf(result).map(({ frequency, rates }) => [
      String(frequency),
      (rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toFixed(4),
      Math.max(...rates).toFixed(4),
      count(rates.length),
    ]),
  ];
  return lines([
    ...head(inputs),
    '',
    `Error rate of ${plural(imageCount, 'image')}, as they are: ${unshifted}`,
    `shifted by a norm of ${norm} along Fourier basis images, by image frequency (rounded):`,
    ...aligned(rows),
    '',
    speed(result.imagesEvaluated, result.seconds),
  ]);
}

/** Error rates of the measured cells by their distance from the centre, rounded. */
function ringsOf({ height, width, errorRate }: FourierHeatMapSummary): { frequency: number; rates: number[] }[] {
  const rings = new Map<number, number[]>();
  for (const [k, rate] of errorRate.entries()) {
    const [i, j] = [Math.floor(k / width) - Math.floor(height / 2), (k % width) - Math.floor(width / 2)];
    const frequency = Math.round(Math.hypot(i, j));
    if (rate !== null) rings.set(frequency, [...(rings.get(frequency) ?? []), rate]);
  }
  return [...rings].sort(([a], [b]) => a - b).map(([frequency, rates]) => ({ frequency, rates }));
}
