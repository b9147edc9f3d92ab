import { decodeEvaluation } from './evaluation/decode.ts';
import { runEvaluation } from './evaluation/run.ts';
import { EVALUATION_ROUND } from './evaluation/types.ts';
import type { MeasurementMethod } from './measurement-method.ts';
import { LARGEST, type ParameterProblem, wholeNumber } from './parameter-problem.ts';

/** Evaluation: the share of images whose most likely class is their own, by class and over all, and the loss. */
export const evaluation: MeasurementMethod<'EVALUATION'> = {
  parseParameters(input) {
    const problems: ParameterProblem[] = [];
    const seed = wholeNumber(problems, ['seed', input.seed], { least: 0, most: LARGEST, otherwise: 0 });
    return problems.length ? { parameters: null, problems } : { parameters: { seed }, problems: [] };
  },
  async plan(_, images) {
    return { rounds: Math.ceil(images.imageCount / EVALUATION_ROUND), imagesTotal: images.imageCount, exact: true };
  },
  run: runEvaluation,
  encode: (record) => record,
  decode: decodeEvaluation,
};
