import { drawnImages } from './drawn-images.ts';
import { decodeJacobianNorm } from './jacobian-norm/decode.ts';
import { runJacobianNorm } from './jacobian-norm/run.ts';
import { JACOBIAN_ROUND } from './jacobian-norm/types.ts';
import type { MeasurementMethod } from './measurement-method.ts';
import { finiteNumber, type ParameterProblem, parsed, parseSeed, wholeNumber } from './parameter-problem.ts';

/** More directions say nothing more of an image than its own Jacobian would. */
const MOST_DIRECTIONS = 10_000;

/**
 * Jacobian norm: how much the network's scores change with the image, sqrt(mean over images of ||J||_F^2), by forward
 * differences along random directions. Works for every runtime. Round k holds the k-th 50 images drawn.
 */
export const jacobianNorm: MeasurementMethod<'JACOBIAN_NORM'> = {
  parseParameters(input, dataset) {
    const problems: ParameterProblem[] = [];
    const parameters = {
      images: drawnImages(problems, input.images, dataset),
      directions: wholeNumber(problems, ['directions', input.directions], {
        ...{ least: 1, most: MOST_DIRECTIONS, otherwise: 16 },
      }),
      // Below it the images' rounding to float32 is no longer small beside the difference.
      difference: finiteNumber(problems, ['difference', input.difference], {
        ...{ rule: 'from 0.0001, since images are float32', otherwise: 0.01 },
      }),
      seed: parseSeed(problems, input.seed),
    };
    return parsed(parameters, problems);
  },
  async plan({ images, directions }) {
    return { rounds: Math.ceil(images / JACOBIAN_ROUND), imagesTotal: images * (1 + directions), exact: true };
  },
  run: runJacobianNorm,
  encode: (record) => record,
  decode: decodeJacobianNorm,
};
