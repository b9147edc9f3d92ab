import type { PathScope } from '@passband/engine';
import type { MeasurementRow, MetricRow, ModelRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { refused } from '../graphql/refusal.ts';
import { hasDistance } from '../measurements/sampling.ts';
import { grouped } from './grouped.ts';
import { type FractionChoice, PUBLISHED } from './path-results.ts';

/** A metric's current value of a model. */
export type ModelValue = Pick<MetricRow, 'value' | 'standardError' | 'lower' | 'upper'>;

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
  const all = await context.store.metrics.ofModels(
    models.map((model) => model.id),
    { names: [...new Set(metrics)], datasetId, currentOnly: true },
  );
  const rows = datasetId === undefined ? onCommonDataset(all) : all;
  const values = new Map<string, Map<string, ModelValue>>(metrics.map((name) => [name, new Map()]));
  const read = rows.filter((row) => isChosen(row, fraction)).flatMap(({ measurementId }) => measurementId ?? []);
  // All at once, before they are asked for one by one.
  await context.loaders.measurements.loadMany(read);
  for (const row of rows) {
    const own = values.get(row.name);
    // The first is the newest.
    if (!own || own.has(row.modelId)) continue;
    const value = await chosenValue(context, row, fraction);
    if (value) own.set(row.modelId, value);
  }
  return values;
}

/** Rows on the dataset that most models have; of equally many the one with the newest row. */
function onCommonDataset(rows: readonly MetricRow[]): MetricRow[] {
  const byDataset = [...grouped(rows, (row) => row.datasetId).values()];
  const modelCount = (own: readonly MetricRow[]): number => new Set(own.map((row) => row.modelId)).size;
  return byDataset.reduce<MetricRow[]>((most, own) => (modelCount(own) > modelCount(most) ? own : most), []);
}

/** The metric itself, or for another fraction than the published one, what the measurement's stored spectra say. */
async function chosenValue(
  { loaders, results }: Context,
  row: MetricRow,
  fraction: FractionChoice,
): Promise<ModelValue | null> {
  if (!isChosen(row, fraction)) return row;
  const scope: PathScope = FRACTION.exec(row.name)?.[1] === 'within' ? 'WITHIN_CLASS' : 'BETWEEN_CLASS';
  const measurement: MeasurementRow | null =
    row.measurementId === null ? null : await loaders.measurements.load(row.measurementId);
  // Paths without a length have no fraction by distance.
  if (!measurement || (fraction.cutoffUnit === 'CYCLES_PER_DISTANCE' && !hasDistance(measurement))) return null;
  const estimate = await results.highFrequencyFraction(measurement, scope, fraction);
  return estimate && { ...estimate, value: estimate.mean };
}

/** Whether a metric is a fraction, and another one than the published is asked for. */
function isChosen({ name }: MetricRow, { estimator, cutoff, cutoffUnit }: FractionChoice): boolean {
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
