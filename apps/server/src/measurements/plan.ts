import type { Dataset } from '@passband/datasets';
import { EngineError, type MeasurementPlan, type Method, type Methods, methods } from '@passband/engine';
import type { DatasetRow, ModelRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { reject, rejectAll } from '../graphql/user-errors.ts';
import { misfit } from './fit.ts';
import { KnownOfImages } from './known-of-images.ts';

/** A measurement that could be started: everything about it was checked. */
export interface CheckedMeasurement<M extends Method> {
  method: M;
  model: ModelRow;
  dataset: DatasetRow;
  parameters: Methods[M]['parameters'];
  plan: MeasurementPlan;
}

/** Checks a measurement that is asked for, and how much it would be. Throws Rejected with all that is wrong. */
export async function planOf<M extends Method>(
  context: Context,
  method: M,
  input: Readonly<Record<string, unknown>> & { model: string; dataset: string },
): Promise<CheckedMeasurement<M>> {
  const [model, dataset] = await Promise.all([modelOf(context, input.model), datasetOf(context, input.dataset)]);
  const problem = misfit(model, dataset);
  if (problem !== null) throw reject('dataset', problem);
  const images = await imagesOf(context, dataset);
  const { parameters, problems } = methods[method].parseParameters(input, dataset);
  if (parameters === null) throw rejectAll(problems);
  try {
    return { method, model, dataset, parameters, plan: await knownPlan(method, parameters, images) };
  } catch (error) {
    if (error instanceof EngineError) throw reject(null, error.message);
    throw error;
  }
}

/** Throws Rejected where it has none. */
export async function imagesOf(context: Context, dataset: DatasetRow, field = 'dataset'): Promise<Dataset> {
  const images = await context.datasetFiles.of(dataset);
  if (!images) throw reject(field, `a dataset must have images to be measured on; ${dataset.name} has none`);
  return images;
}

const plans = new KnownOfImages<MeasurementPlan>();

/** A plan measures distances of images: done once for equal parameters on a dataset, as forms and series ask. */
function knownPlan<M extends Method>(
  method: M,
  parameters: Methods[M]['parameters'],
  images: Dataset,
): Promise<MeasurementPlan> {
  return plans.of(images, [method, parameters], () => methods[method].plan(parameters, images));
}

/** Throws Rejected where there is none. */
export async function modelOf(context: Context, id: string, field = 'model'): Promise<ModelRow> {
  const known = storeId('model', id);
  const row = known === null ? null : await context.loaders.models.load(known);
  if (!row) throw reject(field, `${field} must be the id of a model; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  return row;
}

/** Throws Rejected where there is none. */
export async function datasetOf(context: Context, id: string, field = 'dataset'): Promise<DatasetRow> {
  const known = storeId('dataset', id);
  const row = known === null ? null : await context.loaders.datasets.load(known);
  if (!row) throw reject(field, `${field} must be the id of a dataset; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  return row;
}
