import type { FieldErrors } from './input.ts';

/** What the form holds of noise fitting, as the person typed it; lists with commas between. */
export interface TrainingForm {
  architecture: string;
  noise: string;
  /** Row and column of the basis image, for FOURIER_DIRECTION. */
  directionI: string;
  directionJ: string;
  frequencies: string;
  seeds: string;
  control: 'yes' | 'no';
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
  ...{ frequencies: '0.01, 0.03, 0.1, 0.3', seeds: '0', control: 'yes', amplitude: '0.3', epochs: '10' },
  ...{ trainSize: '', batchSize: '128', learningRate: '0.05', weightDecay: '0.0005', augmentation: '' },
  ...{ teacher: '', teacherWeight: '0.5', validationDataset: '', validationShare: '0.2' },
  ...{ stopAtAccuracy: '', stopAtLoss: '' },
};

export const trainingNames: Record<keyof TrainingForm, string> = {
  ...{ architecture: 'architecture', noise: 'noise', directionI: 'i', directionJ: 'j', frequencies: 'frequencies' },
  ...{ seeds: 'seeds', control: 'control', amplitude: 'amplitude', epochs: 'epochs', trainSize: 'size' },
  ...{ batchSize: 'batch', learningRate: 'rate', weightDecay: 'decay', augmentation: 'augmentation' },
  ...{ teacher: 'teacher', teacherWeight: 'weight', validationDataset: 'validation', validationShare: 'share' },
  ...{ stopAtAccuracy: 'accuracy', stopAtLoss: 'loss' },
};

export const noiseKinds = [
  ...(['RADIAL', 'RANDOM_DIRECTION', 'FOURIER_DIRECTION', 'COMPOSITE_F', 'COMPOSITE_INVERSE_F', 'UNIFORM'] as const),
] as const;
export const augmentations = ['FLIP_CROP', 'CUTOUT', 'MIXUP', 'NOISE_F', 'NOISE_INVERSE_F'] as const;

export type TrainingBase = ReturnType<typeof baseOf>;

/** A training for each frequency and seed, and one a seed as the control. */
export interface TrainingInput {
  base: TrainingBase;
  frequencies: number[];
  seeds: number[];
  uniformControl: boolean;
}

/** The input of the form, with `errors` filled by what can't be sent; ranges are the server's to check. */
export function trainingInput(
  form: TrainingForm & { dataset: string; runtime: string },
  errors: FieldErrors,
): TrainingInput {
  const list = (key: 'frequencies' | 'seeds', rule: string, holds: (value: number) => boolean) => {
    const texts = form[key].split(/[\s,;]+/).filter(Boolean);
    const wrong = texts.find((text) => !holds(Number(text)));
    if (texts.length === 0 || wrong !== undefined) errors[key] = `${rule}; got ${wrong ?? 'nothing'}`;
    return [...new Set(texts.map(Number))];
  };
  const uniform = form.noise === 'UNIFORM';
  const seeds = list('seeds', 'seeds must be whole numbers', isInt);
  const frequencies = uniform ? [0] : list('frequencies', 'frequencies must be numbers', Number.isFinite);
  const base = baseOf(form, errors);
  return {
    base: { ...base, frequency: frequencies[0] ?? 0, seed: seeds[0] ?? 0 },
    ...{ frequencies, seeds, uniformControl: !uniform && form.control === 'yes' },
  };
}

/** How many networks will be trained. */
export function trainingCount({ frequencies, seeds, uniformControl }: TrainingInput): number {
  return seeds.length * (frequencies.length + (uniformControl ? 1 : 0));
}

function baseOf(form: TrainingForm & { dataset: string; runtime: string }, errors: FieldErrors) {
  const number = (key: keyof TrainingForm, rule: string, holds: (value: number) => boolean = Number.isFinite) => {
    const text = form[key].trim();
    const value = text === '' ? Number.NaN : Number(text);
    if (!holds(value)) errors[key] = `${rule}; got ${text === '' ? 'nothing' : text}`;
    return value;
  };
  const optional = (...given: Parameters<typeof number>) => (form[given[0]].trim() === '' ? null : number(...given));
  if (form.architecture.trim() === '') errors.architecture = 'an architecture must be named, such as small-cnn';
  const along = form.noise === 'FOURIER_DIRECTION';
  const place = (key: 'directionI' | 'directionJ', name: string) =>
    number(key, `the ${name} of the basis image must be a whole number`, isInt);
  return {
    ...{ dataset: form.dataset, architecture: form.architecture.trim(), runtime: form.runtime },
    noise: noiseKinds.find((kind) => kind === form.noise) ?? noiseKinds[0],
    direction: along
      ? { kind: 'FOURIER' as const, i: place('directionI', 'row'), j: place('directionJ', 'column') }
      : null,
    ...{ frequency: 0, seed: 0 },
    amplitude: number('amplitude', 'the amplitude must be a number'),
    epochs: number('epochs', 'epochs must be a whole number', isInt),
    trainSize: optional('trainSize', 'the training-set size must be a whole number', isInt),
    batchSize: number('batchSize', 'the batch size must be a whole number', isInt),
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

function isInt(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}
