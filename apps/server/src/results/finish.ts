import { addEvaluations, type EvaluationRecord, isNearChance, summariseEvaluation } from '@passband/engine';
import type { Estimate } from '@passband/spectrum';
import type { MeasurementRow, MetricValue, Store } from '@passband/store';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { type PathResults, PUBLISHED } from './path-results.ts';

/** A measurement whose rounds are all stored becomes SUCCEEDED, with the metrics and warnings that its results give. */
export async function finish(store: Store, results: PathResults, row: MeasurementRow): Promise<void> {
  if (row.method === 'EVALUATION') {
    const [stored] = await store.evaluations.ofMeasurements([row.id]);
    const [dataset] = await store.datasets.byIds([row.datasetId]);
    const { metrics, warnings } = evaluationMetrics(stored?.records ?? [], dataset?.classes.length ?? 0);
    await store.measurements.succeed(row.id, metrics, warnings);
  } else {
    const metrics = await pathSpectrumMetrics(results, row);
    await store.measurements.succeed(row.id, metrics, await exclusionWarning(results, row));
  }
}

function evaluationMetrics(
  records: readonly EvaluationRecord[],
  classCount: number,
): { metrics: MetricValue[]; warnings: string[] } {
  const { accuracy, loss } = summariseEvaluation(addEvaluations(records));
  if (accuracy === null || loss === null) return { metrics: [], warnings: [] };
  const { value, lower, upper } = accuracy;
  return {
    metrics: [
      { name: 'accuracy', value, standardError: null, lower, upper },
      { name: 'loss', value: loss, standardError: null, lower: null, upper: null },
    ],
    warnings: isNearChance(value, classCount) ? [nearChanceWarning(value, classCount)] : [],
  };
}

function nearChanceWarning(accuracy: number, classCount: number): string {
  const percent = (100 * accuracy).toFixed(1);
  return `accuracy is near chance (${percent} % of ${classCount} classes): check what the network is fed, inputMean, inputStd, inputScale and inputLayout of the model`;
}

/** Only of measurements that are comparable over models: step 1, all classes and pairs of classes. */
async function pathSpectrumMetrics(results: PathResults, row: MeasurementRow): Promise<MetricValue[]> {
  const { path, step, samples, classes, classPairs, scopes } = pathSpectrumParameters(row);
  if (path !== 'LINEAR' || step !== 1 || samples !== null || classes !== null || classPairs !== null) return [];
  const metrics: MetricValue[] = [];
  const add = (name: string, estimate: Estimate | null): void => {
    if (!estimate) return;
    const { mean, standardError, lower, upper } = estimate;
    metrics.push({ name, value: mean, standardError, lower, upper });
  };
  for (const scope of scopes) {
    const end = scope === 'WITHIN_CLASS' ? 'within' : 'between';
    const mirrored = { ...PUBLISHED, estimator: 'MIRRORED' as const };
    add(`highFrequencyFraction.${end}`, await results.highFrequencyFraction(row, scope, PUBLISHED));
    add(`mirroredHighFrequencyFraction.${end}`, await results.highFrequencyFraction(row, scope, mirrored));
    add(`consistentDistance.${end}`, await results.consistentDistance(row, scope));
  }
  return metrics;
}

async function exclusionWarning(results: PathResults, row: MeasurementRow): Promise<string[]> {
  const { excludedPaths, pathCount } = await results.values(row, PUBLISHED);
  if (excludedPaths === 0) return [];
  return [`${excludedPaths} of ${excludedPaths + pathCount} paths have fewer than 4 samples and are in no mean`];
}
