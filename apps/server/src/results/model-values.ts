import type { PathScope } from '@passband/engine';
import type { MetricColumn, MetricRow, ModelRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { refused } from '../graphql/refusal.ts';
import { hasDistance } from '../measurements/sampling.ts';
import { grouped } from './grouped.ts';
import { type FractionChoice, PUBLISHED } from './path-results.ts';

/** A metric's current value of a model, and what measured it. */
export type ModelValue = Pick<MetricRow, 'value' | 'standardError' | 'lower' | 'upper' | 'measurementId'>;

export interface ValueChoice {
  metrics: readonly string[];
  /** The store's id; undefined for the dataset that most of the models have such metrics on. */
  datasetId: string | undefined;
  fraction: FractionChoice;
}

/** The metrics that are means of fractions, of each kind of path: highFrequencyFraction.within, .amplitude.within ... */
const FRACTION = /^highFrequencyFraction\.(?:(?:amplitude|phase|direction)\.)?(within|between)$/;

/** Current values of models, all on one dataset: by metric, then by model. */
export async function modelValues(
  context: Context,
  models: readonly ModelRow[],
  { metrics, datasetId, fraction }: ValueChoice,
): Promise<Map<string, Map<string, ModelValue>>> {
  const names = [...new Set(metrics)];
  const modelIds = models.map((model) => model.id);
  const all = await context.store.metrics.currentColumns(modelIds, { names, datasetId });
  const values = new Map<string, Map<string, ModelValue>>(metrics.map((name) => [name, new Map()]));
  for (const column of datasetId === undefined ? onCommonDataset(all) : all)
    values.set(
      column.name,
      isChosen(column.name, fraction) ? await chosenValues(context, column, fraction) : storedValues(column),
    );
  return values;
}

/** Columns on the dataset that most models have; of equally many the one with the newest value. */
function onCommonDataset(columns: readonly MetricColumn[]): MetricColumn[] {
  const byDataset = [...grouped(columns, (column) => column.datasetId).values()];
  const modelCount = (own: readonly MetricColumn[]): number => new Set(own.flatMap((column) => column.modelIds)).size;
  return byDataset.reduce<MetricColumn[]>((most, own) => (modelCount(own) > modelCount(most) ? own : most), []);
}

function storedValues(column: MetricColumn): Map<string, ModelValue> {
  return new Map(
    column.modelIds.map((id, k) => [
      id,
      {
        value: column.values[k] ?? Number.NaN,
        standardError: column.standardErrors[k] ?? null,
        lower: column.lower[k] ?? null,
        upper: column.upper[k] ?? null,
        measurementId: column.measurementIds[k] ?? null,
      },
    ]),
  );
}

/** Another fraction than the published one: what the measurements' stored spectra say. */
async function chosenValues(
  { loaders, results }: Context,
  { name, modelIds, measurementIds }: MetricColumn,
  fraction: FractionChoice,
): Promise<Map<string, ModelValue>> {
  const scope: PathScope = FRACTION.exec(name)?.[1] === 'within' ? 'WITHIN_CLASS' : 'BETWEEN_CLASS';
  const measurements = await Promise.all(
    measurementIds.map((id) => (id === null ? null : loaders.measurements.load(id))),
  );
  const values = new Map<string, ModelValue>();
  for (const [k, measurement] of measurements.entries()) {
    // Paths without a length have no fraction by distance.
    if (!measurement || (fraction.cutoffUnit === 'CYCLES_PER_DISTANCE' && !hasDistance(measurement))) continue;
    const estimate = (await results.scopeFractions(measurement, fraction))[scope];
    if (estimate) values.set(modelIds[k] ?? '', { ...estimate, value: estimate.mean, measurementId: measurement.id });
  }
  return values;
}

/** Whether a metric is a fraction, and another one than the published is asked for. */
function isChosen(name: string, { estimator, cutoff, cutoffUnit }: FractionChoice): boolean {
  const isPublished =
    estimator === PUBLISHED.estimator && cutoff === PUBLISHED.cutoff && cutoffUnit === PUBLISHED.cutoffUnit;
  return FRACTION.test(name) && !isPublished;
}

const MOST_MODELS = 10_000;

/** The models of a figure, by name. */
export async function modelsOf(
  context: Context,
  filter: Parameters<Context['store']['models']['list']>[0],
): Promise<ModelRow[]> {
  const models = await context.store.models.list(filter, MOST_MODELS + 1);
  if (models.length > MOST_MODELS)
    throw refused(`a figure may have at most ${MOST_MODELS} models; the filter leaves more`);
  return models;
}
