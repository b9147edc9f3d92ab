import type { FieldErrors } from './input.ts';
import { numberReader } from './numbers.ts';

/** What the form holds of noise fitting, as the person typed it; lists with commas between. */
export interface TrainingForm {
  architecture: string;
  noise: string;
  /** Row and column of the basis image, for FOURIER_DIRECTION. */
  directionI: string;
  directionJ: string;
  frequencies: string;
  seeds: string;
  uniformControl: 'yes' | 'no';
  amplitude: string;
  epochs: string;
  /** Empty: all. */
  trainSize: string;
  batchSize: string;
  learningRate: string;
  weightDecay: string;
  augmentation: string;
  /** Id of a model; empty: none. */
  teacher: string;
  teacherWeight: string;
  /** Id of a dataset; empty: a share of the one that is trained on. */
  validationDataset: string;
  validationShare: string;
  /** Empty: never. */
  stopAtAccuracy: string;
  stopAtLoss: string;
}

/** The API's defaults, and four frequencies over a decade and a half with their control. */
export const defaultTraining: TrainingForm = {
  ...{ architecture: 'small-cnn', noise: 'RADIAL', directionI: '', directionJ: '' },
  ...{ frequencies: '0.01, 0.03, 0.1, 0.3', seeds: '0', uniformControl: 'yes', amplitude: '0.3', epochs: '10' },
  ...{ trainSize: '', batchSize: '128', learningRate: '0.05', weightDecay: '0.0005', augmentation: '' },
  ...{ teacher: '', teacherWeight: '0.5', validationDataset: '', validationShare: '0.2' },
  ...{ stopAtAccuracy: '', stopAtLoss: '' },
};

export const noiseKinds = [
  'RADIAL',
  'RANDOM_DIRECTION',
  'FOURIER_DIRECTION',
  'COMPOSITE_F',
  'COMPOSITE_INVERSE_F',
  'UNIFORM',
] as const;
export const augmentations = ['FLIP_CROP', 'CUTOUT', 'MIXUP', 'NOISE_F', 'NOISE_INVERSE_F'] as const;

type ChosenTraining = TrainingForm & { dataset: string; runtime: string };

/** A training for each frequency and seed, and one a seed as the control. */
export interface TrainingInput {
  base: ReturnType<typeof baseOf> & { frequency: number; seed: number };
  frequencies: number[];
  seeds: number[];
  uniformControl: boolean;
}

/** The input of the form, with `errors` filled by what can't be sent; ranges are the server's to check. */
export function trainingInput(form: ChosenTraining, errors: FieldErrors): TrainingInput {
  const { list } = numberReader(form, errors);
  const several = (...given: Parameters<typeof list>) => {
    const values = list(...given);
    const [key, rule] = given;
    if (values.length === 0) errors[key] = `${rule}; got nothing`;
    return [...new Set(values)];
  };
  const uniform = form.noise === 'UNIFORM';
  const seeds = several('seeds', 'seeds must be whole numbers', 'whole');
  const frequencies = uniform ? [0] : several('frequencies', 'frequencies must be numbers', 'any');
  return {
    base: { ...baseOf(form, errors), frequency: frequencies[0] ?? 0, seed: seeds[0] ?? 0 },
    ...{ frequencies, seeds, uniformControl: !uniform && form.uniformControl === 'yes' },
  };
}

/** How many networks will be trained. */
export function trainingCount({ frequencies, seeds, uniformControl }: TrainingInput): number {
  return seeds.length * (frequencies.length + (uniformControl ? 1 : 0));
}

function baseOf(form: ChosenTraining, errors: FieldErrors) {
  const { number, optional } = numberReader(form, errors);
  if (form.architecture.trim() === '') errors.architecture = 'an architecture must be named, such as small-cnn';
  const along = form.noise === 'FOURIER_DIRECTION';
  const place = (key: 'directionI' | 'directionJ', name: string) =>
    number(key, `the ${name} of the basis image must be a whole number`, 'whole');
  return {
    ...{ dataset: form.dataset, architecture: form.architecture.trim(), runtime: form.runtime },
    noise: noiseKinds.find((kind) => kind === form.noise) ?? noiseKinds[0],
    direction: along
      ? { kind: 'FOURIER' as const, i: place('directionI', 'row'), j: place('directionJ', 'column') }
      : null,
    amplitude: number('amplitude', 'the amplitude must be a number'),
    epochs: number('epochs', 'epochs must be a whole number', 'whole'),
    trainSize: optional('trainSize', 'the training-set size must be a whole number', 'whole'),
    batchSize: number('batchSize', 'the batch size must be a whole number', 'whole'),
    learningRate: number('learningRate', 'the learning rate must be a number'),
    weightDecay: number('weightDecay', 'the weight decay must be a number'),
    augmentation: augmentations.filter((one) => form.augmentation.split(',').includes(one)),
    teacher: form.teacher || null,
    teacherWeight: number('teacherWeight', 'the weight of the teacher must be a number'),
    validationDataset: form.validationDataset || null,
    validationShare: number('validationShare', 'the validation share must be a number'),
    stopAtAccuracy: optional('stopAtAccuracy', 'the accuracy to stop at must be a number'),
    stopAtLoss: optional('stopAtLoss', 'the loss to stop at must be a number'),
  };
}
