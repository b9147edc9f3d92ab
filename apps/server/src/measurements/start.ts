import { canonicalJson, type Method, type PathScope, runtimesFor } from '@passband/engine';
import type { MeasurementRow, ModelRow, NewMeasurement, Store } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { reject } from '../graphql/user-errors.ts';
import { expectedImages, isPrecise } from './expected-images.ts';
import { type CheckedMeasurement, planOf } from './plan.ts';
import { unable } from './waiting.ts';
import { SEEN_WITHIN_MS } from './workers.ts';

interface StartInput {
  model: string;
  dataset: string;
  runtime: string;
  priority?: number;
  idempotencyKey?: string | null;
}

/** Checks a measurement and starts it; the same key again gives the same measurement. Throws Rejected. */
export async function startMeasurement<M extends Method>(
  context: Context,
  method: M,
  input: StartInput & Readonly<Record<string, unknown>>,
): Promise<{ measurement: MeasurementRow; warnings: string[] }> {
  const { model, dataset, parameters, plan } = await planOf(context, method, input);
  const key = input.idempotencyKey ?? null;
  checkKey(key);
  const warnings = await runtimeWarnings(context, input.runtime, model);
  const row: NewMeasurement = {
    method,
    modelId: model.id,
    datasetId: dataset.id,
    seed: parameters.seed,
    parameters: canonicalJson(parameters),
    runtimeAsked: input.runtime,
    passbandVersion: context.version,
    priority: input.priority ?? 0,
    idempotencyKey: key,
    createdBy: context.viewer.name,
    warnings: [],
    roundsTotal: plan.rounds,
    imagesTotal: plan.imagesTotal,
    ...(await precisionOf(context.store, { model, dataset, parameters, plan })),
  };
  const { measurement } = await context.store.measurements.start(row);
  checkSame(measurement, row);
  return { measurement, warnings };
}

/** A key that is known must belong to the same measurement. Throws Rejected. */
export function checkSame(measurement: MeasurementRow, row: NewMeasurement): void {
  const isSame =
    measurement.method === row.method &&
    measurement.datasetId === row.datasetId &&
    measurement.parameters === row.parameters &&
    (row.modelId === null ? measurement.trainedModelId !== null : measurement.modelId === row.modelId);
  if (isSame) return;
  const key = JSON.stringify(row.idempotencyKey);
  throw reject('idempotencyKey', `idempotencyKey ${key} belongs to another measurement`, 'CONFLICT');
}

/** Throws Rejected. */
export function checkKey(key: string | null): void {
  if (key !== null && (key.length < 1 || key.length > 200))
    throw reject('idempotencyKey', `idempotencyKey must have 1 to 200 characters; got ${key.length}`);
}

/** Under precision scopes stop by themselves, and images are an estimate. */
async function precisionOf(
  store: Store,
  measurement: Omit<CheckedMeasurement<Method>, 'method'>,
): Promise<{ scopes: PathScope[] | null; imagesExpected: number | null }> {
  const { parameters } = measurement;
  if (!isPrecise(parameters)) return { scopes: null, imagesExpected: null };
  return { scopes: parameters.scopes, imagesExpected: await expectedImages(store, { ...measurement, parameters }) };
}

/**
 * A runtime that can't evaluate the model's file is refused, with those that can; so is one that no worker has, which would
 * wait for ever, while workers are there: where there are none it is a warning.
 */
export async function runtimeWarnings(
  { store }: Pick<Context, 'store'>,
  asked: string,
  { format }: Pick<ModelRow, 'format'>,
  teacher: Pick<ModelRow, 'format'> | null = null,
): Promise<string[]> {
  if (format === 'EXTERNAL') return [];
  const workers = await store.workers.active(SEEN_WITHIN_MS);
  const runtimes = workers.flatMap((worker) => worker.runtimes);
  const able = new Set(runtimesFor(format, runtimes));
  const named = ['auto', ...able].join(', ');
  const known = runtimes.some(({ name, available }) => available && name === asked);
  if (known && !able.has(asked))
    throw reject(
      'runtime',
      `runtime must be one that evaluates ${format} files (here ${named}); got ${JSON.stringify(asked)}`,
    );
  if (asked !== 'auto' && workers.length > 0 && !able.has(asked))
    throw reject('runtime', `runtime must be one that a worker has (${named}); got ${JSON.stringify(asked)}`);
  return [unable(asked, format, teacher, workers)].filter((one) => one !== null);
}
