import { decodeEvaluation } from './evaluation/decode.ts';
import { runEvaluation } from './evaluation/run.ts';
import { EVALUATION_ROUND } from './evaluation/types.ts';
import type { MeasurementMethod } from './measurement-method.ts';
import { type ParameterProblem, parsed, parseSeed } from './parameter-problem.ts';

/** Evaluation: the share of images whose most likely class is their own, by class and over all, and the loss. */
export const evaluation: MeasurementMethod<'EVALUATION'> = {
  parseParameters(input) {
    const problems: ParameterProblem[] = [];
    return parsed({ seed: parseSeed(problems, input.seed) }, problems);
  },
  async plan(_, images) {
    return { rounds: Math.ceil(images.imageCount / EVALUATION_ROUND), imagesTotal: images.imageCount, exact: true };
  },
  run: runEvaluation,
  encode: (record) => record,
  decode: decodeEvaluation,
};
