import { drawnImages } from './drawn-images.ts';
import { cellsOf } from './fourier-heat-map/cells.ts';
import { decodeFourierHeatMap } from './fourier-heat-map/decode.ts';
import { runFourierHeatMap } from './fourier-heat-map/run.ts';
import type { MeasurementMethod } from './measurement-method.ts';
import { finiteNumber, type ParameterProblem, parsed, parseSeed } from './parameter-problem.ts';

/**
 * Fourier heat map: the error rate on images that are shifted by each Fourier basis image of a given norm. Round 0 holds
 * the images as they are, round k those shifted by the k-th cell.
 */
export const fourierHeatMap: MeasurementMethod<'FOURIER_HEAT_MAP'> = {
  parseParameters(input, dataset) {
    const problems: ParameterProblem[] = [];
    const parameters = {
      images: drawnImages(problems, input.images, dataset),
      norm: finiteNumber(problems, ['norm', input.norm], { rule: 'above 0', otherwise: 4 }),
      maximumImageFrequency: finiteNumber(problems, ['maximumImageFrequency', input.maximumImageFrequency], {
        ...{ rule: 'from 0', otherwise: null },
      }),
      seed: parseSeed(problems, input.seed),
    };
    return parsed(parameters, problems);
  },
  async plan(parameters, { imageShape }) {
    const rounds = 1 + cellsOf(parameters, imageShape).length;
    return { rounds, imagesTotal: rounds * parameters.images, exact: true };
  },
  run: runFourierHeatMap,
  encode: (record) => record,
  decode: decodeFourierHeatMap,
};
