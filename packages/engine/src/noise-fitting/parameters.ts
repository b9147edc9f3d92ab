import type { DatasetFacts } from '../dataset-facts.ts';
import {
  finiteNumber,
  invalid,
  type ParameterProblem,
  type ParsedParameters,
  parsed,
  parseSeed,
  wholeNumber,
} from '../parameter-problem.ts';
import { parseNoise } from './parse-noise.ts';
import { parseArchitectureName, parseAugmentation, parseId } from './parse-training.ts';
import { validationCount } from './split.ts';
import type { NoiseFittingParameters } from './types.ts';

type Input = Readonly<Record<string, unknown>>;

const MOST_EPOCHS = 10_000;
const MOST_IN_A_BATCH = 65_536;

/** Fills in defaults and checks every rule but that of the wave's strength, which needs the images: see `waveProblem`. */
export function parseNoiseFittingParameters(
  input: Input,
  dataset: DatasetFacts,
): ParsedParameters<NoiseFittingParameters> {
  const problems: ParameterProblem[] = [];
  const parameters: NoiseFittingParameters = {
    architecture: parseArchitectureName(problems, input.architecture, dataset.imageShape),
    ...parseNoise(problems, input, dataset),
    ...parseImages(problems, input, dataset),
    ...parseSteps(problems, input),
    ...parseLabels(problems, input),
    ...parseStops(problems, input),
    seed: parseSeed(problems, input.seed),
  };
  return parsed(parameters, problems);
}

/** Which images are trained on, and which losses are taken on. */
function parseImages(problems: ParameterProblem[], input: Input, { imageCount }: DatasetFacts) {
  const validationDataset = parseId(problems, 'validationDataset', input.validationDataset);
  const share: [string, unknown] = ['validationShare', input.validationShare];
  const validationShare = finiteNumber(problems, share, { rule: 'above 0 and below 1', otherwise: 0.2 });
  const least = validationDataset === null ? 2 : 1;
  if (imageCount < least) {
    const message = `the dataset must have at least ${least} images to train on and to validate with; it has ${imageCount}`;
    return invalid(problems, 'dataset', message, { validationDataset, validationShare, trainSize: 0 });
  }
  const most = imageCount - validationCount({ validationDataset, validationShare }, imageCount);
  const trainSize = wholeNumber(problems, ['trainSize', input.trainSize], { least: 1, most, otherwise: most });
  return { validationDataset, validationShare, trainSize };
}

/** How weights are changed. */
function parseSteps(problems: ParameterProblem[], input: Input) {
  const whole = (field: string, most: number, otherwise: number) =>
    wholeNumber(problems, [field, input[field]], { least: 1, most, otherwise });
  const real = (field: string, rule: 'above 0' | 'from 0', otherwise: number) =>
    finiteNumber(problems, [field, input[field]], { rule, otherwise });
  return {
    epochs: whole('epochs', MOST_EPOCHS, 10),
    batchSize: whole('batchSize', MOST_IN_A_BATCH, 128),
    learningRate: real('learningRate', 'above 0', 0.05),
    weightDecay: real('weightDecay', 'from 0', 0.0005),
  };
}

/** What images and labels become before they are trained on. */
function parseLabels(problems: ParameterProblem[], input: Input) {
  const real = (field: string, rule: 'from 0' | 'from 0 to 1', otherwise: number) =>
    finiteNumber(problems, [field, input[field]], { rule, otherwise });
  return {
    augmentation: parseAugmentation(problems, input.augmentation),
    augmentationNorm: real('augmentationNorm', 'from 0', 2),
    augmentationSmoothing: real('augmentationSmoothing', 'from 0 to 1', 0.1),
    teacher: parseId(problems, 'teacher', input.teacher),
    teacherWeight: real('teacherWeight', 'from 0 to 1', 0.5),
  };
}

function parseStops(problems: ParameterProblem[], input: Input) {
  const stop = (field: string, rule: 'from 0' | 'from 0 to 1') =>
    finiteNumber(problems, [field, input[field]], { rule, otherwise: null });
  return { stopAtAccuracy: stop('stopAtAccuracy', 'from 0 to 1'), stopAtLoss: stop('stopAtLoss', 'from 0') };
}
