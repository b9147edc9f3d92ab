import type { Dataset } from '@passband/datasets';
import {
  describeWave,
  EngineError,
  type MeasurementPlan,
  methods,
  type NoiseFittingParameters,
  validationDatasetProblem,
  type WaveDescription,
  waveProblem,
  waveWarning,
} from '@passband/engine';
import type { DatasetRow, ModelRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { reject, rejectAll } from '../graphql/user-errors.ts';
import { misfit } from './fit.ts';
import { KnownOfImages } from './known-of-images.ts';
import { datasetOf, imagesOf, modelOf } from './plan.ts';

/** Noise fitting that could be measured: everything about it was checked. */
export interface CheckedTraining {
  /** What the result hangs on; null where a model is made for the trained network. */
  model: ModelRow | null;
  dataset: DatasetRow;
  validation: DatasetRow | null;
  teacher: ModelRow | null;
  parameters: NoiseFittingParameters;
  plan: MeasurementPlan;
  /** For people: what to know of the wave. */
  warnings: string[];
}

/** Noise fitting as it is asked for. */
export type TrainingInput = Readonly<Record<string, unknown>> & {
  model?: string | null;
  architecture?: string | null;
  dataset: string;
  validationDataset?: string | null;
  teacher?: string | null;
};

/** Checks noise fitting that is asked for, and how much it would be. Throws Rejected with all that is wrong. */
export async function trainingOf(context: Context, input: TrainingInput): Promise<CheckedTraining> {
  const model = input.model == null ? null : await modelOf(context, input.model);
  const dataset = await datasetOf(context, input.dataset);
  const validation =
    input.validationDataset == null ? null : await datasetOf(context, input.validationDataset, 'validationDataset');
  const teacher = input.teacher == null ? null : await teacherOf(context, input.teacher, dataset);
  const architecture = architectureOf(model, input.architecture ?? null);
  const images = await imagesOf(context, dataset);
  const validationImages = validation && (await validationImagesOf(context, dataset, validation));
  const { parameters, problems } = methods.NOISE_FITTING.parseParameters({ ...input, architecture }, dataset);
  if (parameters === null) throw rejectAll(problems);
  const warnings = await waveWarnings(parameters, images, validationImages);
  const plan = await methods.NOISE_FITTING.plan(parameters, images, validationImages);
  return { model, dataset, validation, teacher, parameters, plan, warnings };
}

/** With a model that of its tags: one that is given as well must be the same. */
function architectureOf(model: ModelRow | null, given: string | null): string {
  if (model === null) {
    if (given !== null) return given;
    throw reject('architecture', 'architecture must be given where no model is; got none');
  }
  const tag = model.tags.find(({ key }) => key === 'architecture')?.value;
  if (tag === undefined) {
    if (given !== null) return given;
    throw reject('model', `model must have a tag architecture, or architecture must be given; ${model.name} has none`);
  }
  if (given !== null && given !== tag)
    throw reject('architecture', `architecture must be that of the model's tag, ${tag}; got ${given}`);
  return tag;
}

async function teacherOf(context: Context, id: string, dataset: DatasetRow): Promise<ModelRow> {
  const teacher = await modelOf(context, id, 'teacher');
  const problem = misfit(teacher, dataset);
  if (problem !== null) throw reject('teacher', problem);
  return teacher;
}

async function validationImagesOf(context: Context, dataset: DatasetRow, validation: DatasetRow): Promise<Dataset> {
  const images = await imagesOf(context, validation, 'validationDataset');
  const problem = validationDatasetProblem(dataset, validation);
  if (problem !== null) throw reject('validationDataset', problem);
  return images;
}

/** A wave is taken of every image: once for equal parameters, as forms ask again and again. */
const waves = new KnownOfImages<WaveDescription>();

/** Refuses a wave that would smooth a label by more than 1; says where it is hardly one. */
async function waveWarnings(
  parameters: NoiseFittingParameters,
  images: Dataset,
  validation: Dataset | null,
): Promise<string[]> {
  try {
    const wave = await waves.of(images, parameters, () => describeWave(parameters, images, validation));
    const problem = waveProblem(parameters, wave);
    if (problem !== null) throw reject(problem.field, problem.message);
    const warning = waveWarning(parameters, wave);
    return warning === null ? [] : [warning];
  } catch (error) {
    if (error instanceof EngineError) throw reject(null, error.message);
    throw error;
  }
}
