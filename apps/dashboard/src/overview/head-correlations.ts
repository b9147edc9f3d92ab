import { type BoundedValue, pearson } from '@passband/spectrum';
import { fractionKeys, hasMetrics, type ModelRecord } from './records.ts';
import type { EstimatorKind } from './state.ts';

/** Both fractions against accuracy over the models that have all three: what the page's second line says. */
export function headCorrelations(
  records: readonly ModelRecord[],
  estimator: EstimatorKind,
): { within: BoundedValue | null; between: BoundedValue | null; count: number } {
  const keys = fractionKeys(estimator === 'mirrored');
  const known = records.filter((record) => hasMetrics(record, ['accuracy', keys.within, keys.between]));
  const values = (key: string) => known.map(({ metrics }) => metrics[key]?.value ?? 0);
  const accuracy = values('accuracy');
  return {
    within: pearson(accuracy, values(keys.within)),
    between: pearson(accuracy, values(keys.between)),
    count: known.length,
  };
}
