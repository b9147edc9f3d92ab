import {
  addEvaluations,
  canonicalJson,
  type EvaluationRecord,
  exclusionWarning,
  methods,
  nearChanceWarning,
  type PathSpectrumParameters,
  summariseEvaluation,
  summariseJacobianNorm,
} from '@passband/engine';
import type { Estimate } from '@passband/spectrum';
import type { DatasetRow, MeasurementMethod, MeasurementRow, MetricValue, Store } from '@passband/store';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import type { InspectModel } from '../registry/inspect-model.ts';
import { noiseFittingMetrics, noiseFittingOf } from './noise-fitting.ts';
import { type PathResults, PUBLISHED } from './path-results.ts';
import { capWarning } from './precision.ts';
import { keepTrainedModel } from './trained-model.ts';

/** A measurement whose rounds are all stored becomes SUCCEEDED, with the metrics and warnings that its results give. */
export async function finish(
  store: Store,
  results: PathResults,
  inspect: InspectModel,
  row: MeasurementRow,
): Promise<void> {
  await keepTrainedModel(store, inspect, row);
  const { metrics, warnings } = await outcomes[row.method](store, results, row);
  await store.measurements.succeed(row.id, metrics, warnings);
}

interface Outcome {
  metrics: MetricValue[];
  warnings: string[];
}

/** What a finished measurement of each method gives beside its results. */
const outcomes: Record<
  MeasurementMethod,
  (store: Store, results: PathResults, row: MeasurementRow) => Promise<Outcome>
> = {
  async EVALUATION(store, _, row) {
    const [stored] = await store.evaluations.ofMeasurements([row.id]);
    const [dataset] = await store.datasets.byIds([row.datasetId]);
    const records = (stored?.records ?? []).map(({ record }) => record);
    return evaluationMetrics(records, dataset?.classes.length ?? 0);
  },
  async JACOBIAN_NORM(store, _, row) {
    const [stored] = await store.jacobianNorms.ofMeasurements([row.id]);
    const estimate = summariseJacobianNorm((stored?.records ?? []).map(({ record }) => record));
    const metrics = estimate ? [metricOf('jacobianNorm', estimate)] : [];
    return { metrics, warnings: await knownNearChance(store, row) };
  },
  async PATH_SPECTRUM(store, results, row) {
    const warnings = [await capWarning(results, row), await warningOfExcluded(results, row)];
    return {
      metrics: await pathSpectrumMetrics(store, results, row),
      warnings: [...(await knownNearChance(store, row)), ...warnings.filter((one) => one !== null)],
    };
  },
  FOURIER_HEAT_MAP: async (store, _, row) => ({ metrics: [], warnings: await knownNearChance(store, row) }),
  async NOISE_FITTING(store, _, row) {
    const [stored] = await store.noiseFittings.ofMeasurements([row.id]);
    return { metrics: noiseFittingMetrics(noiseFittingOf(stored?.records ?? [])), warnings: [] };
  },
};

function metricOf(name: string, { mean, standardError, lower, upper }: Estimate): MetricValue {
  return { name, value: mean, standardError, lower, upper };
}

function evaluationMetrics(records: readonly EvaluationRecord[], classCount: number): Outcome {
  const { accuracy, loss } = summariseEvaluation(addEvaluations(records));
  if (accuracy === null || loss === null) return { metrics: [], warnings: [] };
  const { value, lower, upper } = accuracy;
  return {
    metrics: [
      { name: 'accuracy', value, standardError: null, lower, upper },
      { name: 'loss', value: loss, standardError: null, lower: null, upper: null },
    ],
    warnings: chanceWarnings(value, classCount),
  };
}

/** A network that was evaluated near chance on these images is likely fed wrongly here too. */
async function knownNearChance(store: Store, { modelId, datasetId }: MeasurementRow): Promise<string[]> {
  const [accuracy] = await store.metrics.ofModels([modelId], { names: ['accuracy'], datasetId, currentOnly: true });
  const [dataset] = await store.datasets.byIds([datasetId]);
  const classCount = dataset?.classes.length ?? 0;
  return chanceWarnings(accuracy?.value, classCount);
}

function chanceWarnings(accuracy: number | undefined, classCount: number): string[] {
  const fields = 'inputMean, inputStd, inputScale and inputLayout of the model';
  return [nearChanceWarning(accuracy, classCount, fields)].filter((warning) => warning !== null);
}

/** Only of measurements that are comparable over models; the names of other kinds than LINEAR have the kind in the middle. */
async function pathSpectrumMetrics(store: Store, results: PathResults, row: MeasurementRow): Promise<MetricValue[]> {
  const parameters = pathSpectrumParameters(row);
  const [dataset] = await store.datasets.byIds([row.datasetId]);
  if (!dataset || !isComparable(parameters, dataset)) return [];
  const { path, scopes } = parameters;
  const kind = path === 'LINEAR' ? '' : `${path.toLowerCase()}.`;
  const metrics: MetricValue[] = [];
  const add = (name: string, estimate: Estimate | null): void => {
    if (estimate) metrics.push(metricOf(name, estimate));
  };
  for (const scope of scopes) {
    const end = kind + (scope === 'WITHIN_CLASS' ? 'within' : 'between');
    const mirrored = { ...PUBLISHED, estimator: 'MIRRORED' as const };
    add(`highFrequencyFraction.${end}`, await results.highFrequencyFraction(row, scope, PUBLISHED));
    add(`mirroredHighFrequencyFraction.${end}`, await results.highFrequencyFraction(row, scope, mirrored));
    add(`consistentDistance.${end}`, await results.consistentDistance(row, scope));
  }
  return metrics;
}

/** Sampled as its kind is by default (LINEAR: step 1), all classes, pairs of classes and default directions. */
function isComparable(parameters: PathSpectrumParameters, dataset: DatasetRow): boolean {
  const { path, scopes, pairsPerGroup, precision, curvesPerGroup, seed } = parameters;
  const free = { path, scopes, pairsPerGroup, precision, curvesPerGroup, seed };
  const { parameters: byDefault } = methods.PATH_SPECTRUM.parseParameters(free, dataset);
  return byDefault !== null && canonicalJson(byDefault) === canonicalJson(parameters);
}

async function warningOfExcluded(results: PathResults, row: MeasurementRow): Promise<string | null> {
  const { excludedPaths, pathCount } = await results.values(row, PUBLISHED);
  return exclusionWarning(excludedPaths, excludedPaths + pathCount);
}
