import type { MeasurementMethod } from './measurement-method.ts';
import { decodeNoiseFitting } from './noise-fitting/decode.ts';
import { parseNoiseFittingParameters } from './noise-fitting/parameters.ts';
import { runNoiseFitting } from './noise-fitting/run.ts';
import { validationCount } from './noise-fitting/split.ts';

/**
 * Noise fitting: a network is trained on labels smoothed by a wave over the images; how much lower its loss on such labels gets
 * than on clean ones (noise fitting) or on uniformly smoothed ones (wave fitting) says how readily it learns that frequency.
 * A round is an epoch, of the images that are trained on and those that are kept for validation.
 */
export const noiseFitting: MeasurementMethod<'NOISE_FITTING'> = {
  parseParameters: parseNoiseFittingParameters,
  async plan(parameters, images, validation = null) {
    const { epochs, trainSize, validationDataset } = parameters;
    const kept = validation ? validation.imageCount : validationCount(parameters, images.imageCount);
    // Of a dataset that is not at hand the images cannot be counted.
    const exact = validationDataset === null || validation !== null;
    return { rounds: epochs, imagesTotal: epochs * (trainSize + kept), exact };
  },
  run: runNoiseFitting,
  encode: (record) => record,
  decode: decodeNoiseFitting,
};
