import type { Augmentation, NoiseKind } from '@passband/engine';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { direction } from '../directions.ts';
import { numberAbove0, numberFrom0, wholeNumber } from '../values.ts';
import { datasetId, modelId } from './chosen.ts';
import type { Connection } from './connection.ts';

const NOISES = {
  radial: 'RADIAL',
  'random-direction': 'RANDOM_DIRECTION',
  'fourier-direction': 'FOURIER_DIRECTION',
  'composite-f': 'COMPOSITE_F',
  'composite-inverse-f': 'COMPOSITE_INVERSE_F',
  uniform: 'UNIFORM',
} as const satisfies Record<string, NoiseKind>;

const AUGMENTATIONS = new Map<string, Augmentation>([
  ['flip-crop', 'FLIP_CROP'],
  ['cutout', 'CUTOUT'],
  ['mixup', 'MIXUP'],
  ['noise-f', 'NOISE_F'],
  ['noise-inverse-f', 'NOISE_INVERSE_F'],
]);

/** Options of noise fitting; what is left out is the server's default. */
export interface NoiseFittingOptions {
  architecture?: string;
  noise: keyof typeof NOISES;
  frequency: number;
  direction?: ReturnType<typeof direction>;
  amplitude?: number;
  onlyClass?: number;
  epochs?: number;
  trainSize?: number;
  batchSize?: number;
  learningRate?: number;
  weightDecay?: number;
  augmentation?: Augmentation[];
  augmentationNorm?: number;
  augmentationSmoothing?: number;
  teacher?: string;
  teacherWeight?: number;
  stopAtAccuracy?: number;
  stopAtLoss?: number;
  validationDataset?: string;
  validationShare?: number;
  seed?: number;
}

/** Options of noise fitting, on a server. */
export function withNoiseFitting(command: Command): Command {
  return withTraining(withWave(command));
}

/** What the labels are smoothed by. */
function withWave(command: Command): Command {
  return command
    .addOption(new Option('--noise <kind>', 'the wave').choices(Object.keys(NOISES)).default('radial'))
    .option('--frequency <f>', 'cycles per unit of norm or projection; not used for uniform', numberFrom0, 0)
    .option('--direction <name>', 'of --noise fourier-direction: fourier:I,J', direction)
    .option('--amplitude <a>', 'mean smoothing of the labels; 0.3 when left out', numberAbove0)
    .option('--only-class <index>', 'only labels of this class are smoothed', wholeNumber(0));
}

/** What is trained, and how. */
function withTraining(command: Command): Command {
  return command
    .option('--architecture <name>', 'small-cnn, mlp or wrn-D-K; needed without --model')
    .option('--model <name>', 'a model on which the result hangs, by name or id, with a tag architecture')
    .option('--epochs <n>', '10 when left out', wholeNumber(1))
    .option('--train-size <n>', 'images that are trained on; all when left out', wholeNumber(1))
    .option('--batch-size <n>', 'images of a step; 128 when left out', wholeNumber(1))
    .option('--learning-rate <r>', 'of the first step; 0.05 when left out', numberAbove0)
    .option('--weight-decay <d>', '0.0005 when left out', numberFrom0)
    .option('--augmentation <list>', `of ${[...AUGMENTATIONS.keys()].join(', ')}, with commas`, augmentations)
    .option('--augmentation-norm <l>', 'L2 norm of image-frequency noise; 2 when left out', numberAbove0)
    .option('--augmentation-smoothing <s>', 'of labels under that noise; 0.1 when left out', numberFrom0)
    .option('--teacher <name>', 'a model with whose probabilities labels are mixed, by name or id')
    .option('--teacher-weight <w>', 'weight of its probabilities; 0.5 when left out', numberAbove0)
    .option('--stop-at-accuracy <a>', 'ends after the first epoch whose accuracy reaches this', numberAbove0)
    .option('--stop-at-loss <l>', 'ends after the first epoch whose clean loss is at most this', numberAbove0)
    .option('--validation-dataset <name>', 'where losses are taken, by name or id')
    .option('--validation-share <s>', 'without it, the share kept from training; 0.2 when left out', numberAbove0)
    .option('--seed <n>', 'what is drawn, is drawn from this; 0 when left out', wholeNumber(0));
}

/** What they ask for, by the names of the API. Throws InputError for a model or dataset that is not there. */
export async function noiseFittingInput(
  connection: Connection,
  options: NoiseFittingOptions,
): Promise<Record<string, unknown>> {
  const { architecture, noise, frequency, direction, amplitude, onlyClass, epochs, trainSize, batchSize } = options;
  const { learningRate, weightDecay, augmentation, augmentationNorm, augmentationSmoothing } = options;
  const { teacher, teacherWeight, stopAtAccuracy, stopAtLoss, validationDataset, validationShare, seed } = options;
  return {
    ...{ architecture, noise: NOISES[noise], frequency, direction: direction?.at(-1), amplitude, onlyClass },
    ...{ epochs, trainSize, batchSize, learningRate, weightDecay },
    ...{ augmentation, augmentationNorm, augmentationSmoothing },
    teacher: teacher === undefined ? undefined : await modelId(connection, teacher, '--teacher'),
    ...{ teacherWeight, stopAtAccuracy, stopAtLoss, validationShare, seed },
    validationDataset:
      validationDataset === undefined
        ? undefined
        : await datasetId(connection, validationDataset, '--validation-dataset'),
  };
}

/** Augmentations with commas between them. */
function augmentations(text: string): Augmentation[] {
  return text.split(',').map((name) => {
    const augmentation = AUGMENTATIONS.get(name);
    if (augmentation !== undefined) return augmentation;
    throw new InvalidArgumentError(`It must be of ${[...AUGMENTATIONS.keys()].join(', ')}.`);
  });
}
