import { conditionKey, differingTags } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';

/**
 * Training runs of equal seed that two models' conditions both have, with a fraction measured: the replicate pairs that the
 * overview's bounds are of. None where it has no row: conditions must differ in one tag, which both have.
 */
export function replicatePairs(records: readonly ModelRecord[], a: string, b: string): number {
  const [of, other] = [a, b].map((id) => records.find((record) => record.id === id));
  if (of === undefined || other === undefined) return 0;
  const [tag, ...more] = differingTags(of.tags, other.tags);
  const isRow = tag !== undefined && more.length === 0 && of.tags[tag] !== undefined && other.tags[tag] !== undefined;
  if (!isRow) return 0;
  const seeds = measuredSeeds(records, other);
  return [...measuredSeeds(records, of)].filter((seed) => seeds.has(seed)).length;
}

/** Seeds of the runs of a model's condition whose fractions are measured. */
function measuredSeeds(records: readonly ModelRecord[], { tags }: ModelRecord): Set<string> {
  const key = conditionKey(tags);
  const runs = records.filter((record) => conditionKey(record.tags) === key && isSpectrumMeasured(record));
  return new Set(runs.flatMap((run) => run.tags.seed ?? []));
}

const isSpectrumMeasured = ({ metrics }: ModelRecord) => metrics.within !== undefined || metrics.between !== undefined;
