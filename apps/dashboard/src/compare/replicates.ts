import { conditionKey } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';

/** Training runs of equal seed that two models' conditions both have: replicate pairs, which bounds over training are of. */
export function replicatePairs(records: readonly ModelRecord[], a: string, b: string): number {
  const seeds = (id: string) => {
    const model = records.find((record) => record.id === id);
    const key = model && conditionKey(model.tags);
    return new Set(records.filter(({ tags }) => conditionKey(tags) === key).map(({ tags }) => tags.seed));
  };
  const [of, others] = [seeds(a), seeds(b)];
  return [...of].filter((seed) => seed !== undefined && others.has(seed)).length;
}
