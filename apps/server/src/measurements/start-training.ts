import { canonicalJson, type NoiseFittingParameters } from '@passband/engine';
import { type MeasurementRow, type NewMeasurement, type NewModel, TRAINED_FORMAT } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { Rejected, reject } from '../graphql/user-errors.ts';
import { checkKey, checkSame, runtimeWarnings } from './start.ts';
import { type TrainingInput, trainingOf } from './training.ts';

const MOST_TRAININGS = 200;

/** Noise fitting that is asked for; what is left out has its default. */
type Training = TrainingInput & {
  seed: number;
  runtime: string;
  priority?: number;
  idempotencyKey?: string | null;
};

interface TrainingSweep {
  frequencies: readonly number[];
  seeds?: readonly number[] | null;
  directions?: readonly object[] | null;
  uniformControl: boolean;
  /** What all have in common; its frequency is not used. */
  base: Training;
}

/** Checks noise fitting and starts it; the same key again gives the same measurement. Throws Rejected. */
export async function startTraining(
  context: Context,
  input: Training,
): Promise<{ measurement: MeasurementRow; warnings: string[] }> {
  checkKey(input.idempotencyKey ?? null);
  const training = await preparedTraining(context, input);
  const { measurement } = await context.store.measurements.start(training.row);
  checkSame(measurement, training.row);
  return { measurement, warnings: training.warnings };
}

/** Starts every training of a sweep once all are checked: all of them or none. Throws Rejected with the place of the first that is wrong. */
export async function startTrainingSweep(
  context: Context,
  sweep: TrainingSweep,
): Promise<{ measurements: MeasurementRow[]; warnings: string[] }> {
  return placed(async () => {
    checkKey(sweep.base.idempotencyKey ?? null);
    const trainings: PreparedTraining[] = [];
    for (const input of trainingsOf(sweep)) trainings.push(await preparedTraining(context, input));
    const rows = trainings.map(({ row }) => row);
    const measurements = await context.store.measurements.startAll(rows, (measurement, k) => {
      const training = trainings[k];
      if (training) checkSame(measurement, training.row);
    });
    return { measurements, warnings: [...new Set(trainings.flatMap(({ warnings }) => warnings))] };
  });
}

/** What is wrong with a training of a sweep is wrong with its base. */
async function placed<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const errors = error.userErrors.map((one) => ({ ...one, field: placeInSweep(one.field) }));
    throw new Rejected(errors);
  }
}

/** Of the sweep itself. */
const SWEEP_FIELDS: readonly string[] = ['frequencies', 'seeds', 'directions'];

function placeInSweep(field: string[] | null): string[] | null {
  const [input = 'input', name, ...rest] = field ?? [];
  if (name === undefined) return field;
  if (SWEEP_FIELDS.includes(name)) return field;
  return name === 'frequency' ? [input, 'frequencies'] : [input, 'base', name, ...rest];
}

/** Once for each frequency, seed and direction, and once a seed with uniform noise. */
function trainingsOf({ frequencies, seeds, directions, uniformControl, base }: TrainingSweep): Training[] {
  const everySeed = [...new Set(seeds ?? [base.seed])];
  const everyDirection = directions?.length ? different(directions) : [base.direction ?? null];
  if (frequencies.length === 0) throw reject('frequencies', 'frequencies must list at least one; got none');
  if (everySeed.length === 0) throw reject('seeds', 'seeds must list at least one; got none');
  const count = everySeed.length * (new Set(frequencies).size * everyDirection.length + (uniformControl ? 1 : 0));
  if (count > MOST_TRAININGS)
    throw reject('frequencies', `a sweep must be of at most ${MOST_TRAININGS} trainings; got ${count}`);
  const key = (varied: readonly unknown[]): string | null =>
    base.idempotencyKey == null ? null : `${base.idempotencyKey}/${canonicalJson(varied)}`;
  return everySeed.flatMap((seed) => [
    ...[...new Set(frequencies)].flatMap((frequency) =>
      everyDirection.map((direction) => ({
        ...{ ...base, seed, frequency, direction },
        idempotencyKey: key([frequency, seed, direction && { ...direction }]),
      })),
    ),
    ...(uniformControl
      ? [
          {
            ...{ ...base, seed, noise: 'UNIFORM', frequency: 0, direction: null },
            idempotencyKey: key(['UNIFORM', seed]),
          },
        ]
      : []),
  ]);
}

/** Each once, as they are written. */
function different(directions: readonly object[]): object[] {
  return [...new Map(directions.map((direction) => [canonicalJson({ ...direction }), direction])).values()];
}

/** A training that is checked, as it is stored. */
interface PreparedTraining {
  row: NewMeasurement;
  warnings: string[];
}

async function preparedTraining(context: Context, input: Training): Promise<PreparedTraining> {
  const { model, dataset, validation, teacher, parameters, plan, warnings } = await trainingOf(context, input);
  const ofRuntime = await runtimeWarnings(context, input.runtime, { format: TRAINED_FORMAT }, teacher);
  const row: NewMeasurement = {
    method: 'NOISE_FITTING',
    modelId: model?.id ?? null,
    datasetId: dataset.id,
    seed: parameters.seed,
    parameters: canonicalJson(parameters),
    runtimeAsked: input.runtime,
    passbandVersion: context.version,
    priority: input.priority ?? 0,
    idempotencyKey: input.idempotencyKey ?? null,
    createdBy: context.viewer.name,
    warnings,
    roundsTotal: plan.rounds,
    imagesTotal: plan.imagesTotal,
    scopes: null,
    imagesExpected: null,
    training: {
      validationDatasetId: validation?.id ?? null,
      teacherModelId: teacher?.id ?? null,
      trainedModel: model === null ? trainedModel(parameters) : null,
    },
  };
  return { row, warnings: [...ofRuntime, ...warnings] };
}

/** The model that a trained network becomes, with what was varied as tags; its file comes when it is trained. */
function trainedModel(parameters: NoiseFittingParameters): NewModel {
  const { architecture, augmentation, trainSize, epochs, noise, direction, frequency, amplitude, seed } = parameters;
  const place = direction && direction.i !== null ? ` (${direction.i}, ${direction.j})` : '';
  const wave = noise === 'UNIFORM' ? 'uniform' : `${noise.toLowerCase().replaceAll('_', ' ')}${place} ${frequency}`;
  const tags = {
    ...{ architecture, augmentation: augmentation.map((one) => one.toLowerCase()).join('+') || 'none' },
    ...{ trainSize, epochs, noise: noise.toLowerCase() + place, frequency, amplitude, seed },
  };
  return {
    name: `${architecture}, ${wave}, seed ${seed}`,
    format: TRAINED_FORMAT,
    output: 'LOGITS',
    ...{ sha256: null, sizeBytes: null, parameterCount: null, inputShape: null, classCount: null },
    feed: { inputMean: null, inputStd: null, inputScale: 'UNIT', inputLayout: null },
    tags: Object.entries(tags).map(([tag, value]) => ({ key: tag, value: String(value) })),
  };
}
