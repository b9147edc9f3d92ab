import {
  canonicalJson,
  type MeasurementPlan,
  type Method,
  type Methods,
  type PathSpectrumParameters,
} from '@passband/engine';
import type { DatasetRow, MeasurementRow, ModelRow, Store } from '@passband/store';
import { pathSpectrumParameters } from './parameters.ts';

/** Finished measurements that are looked through. */
const MOST_LOOKED_AT = 100;

/** Whether the number of rounds is open: its scopes stop by themselves. */
export function isPrecise(
  parameters: Methods[Method]['parameters'],
): parameters is PathSpectrumParameters & { precision: number } {
  return 'precision' in parameters && parameters.precision !== undefined;
}

/**
 * Images that a path spectrum under precision is expected to take: what the latest similar one took (on the same dataset, of
 * equal parameters but seed, cap and curves), of the same model where there is one, at most its cap. Null where there is none.
 */
export async function expectedImages(
  store: Store,
  measurement: { model: ModelRow; dataset: DatasetRow; parameters: PathSpectrumParameters; plan: MeasurementPlan },
): Promise<number | null> {
  const { model, dataset, parameters, plan } = measurement;
  const page = await store.measurements.page({
    first: MOST_LOOKED_AT,
    filter: { dataset: dataset.id, method: 'PATH_SPECTRUM', statuses: ['SUCCEEDED'] },
  });
  const asked = similarity(parameters);
  const similar: MeasurementRow[] = page.edges
    .map(({ node }) => node)
    .filter((row) => similarity(pathSpectrumParameters(row)) === asked);
  const found = similar.find((row) => row.modelId === model.id) ?? similar[0];
  return found ? Math.min(found.imagesEvaluated, plan.imagesTotal) : null;
}

function similarity({
  seed: _,
  pairsPerGroup: _cap,
  curvesPerGroup: _curves,
  ...rest
}: PathSpectrumParameters): string {
  return canonicalJson(rest);
}
