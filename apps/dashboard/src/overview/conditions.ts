import type { ModelRecord } from './records.ts';

/** Models that are replicates of each other: equal in every tag but seed. */
export interface Condition {
  /** Canonical text of the tags without seed. */
  key: string;
  name: string;
  tags: Readonly<Record<string, string>>;
  models: readonly ModelRecord[];
}

const seed = 'seed';

/** The conditions in order of first appearance. */
export function conditionsOf(records: readonly ModelRecord[]): Condition[] {
  const groups = new Map<string, ModelRecord[]>();
  for (const record of records) {
    const key = conditionKey(record.tags);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups].map(([key, models]) => ({
    key,
    name: conditionName(models),
    tags: withoutSeed(models[0]!.tags),
    models,
  }));
}

export function conditionKey(tags: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(withoutSeed(tags)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutSeed(tags: Readonly<Record<string, string>>): Record<string, string> {
  const { [seed]: _, ...others } = tags;
  return others;
}

/** What the replicates' names share once the seed is taken off: `mixup, seed 2` → `mixup`. */
function conditionName(models: readonly ModelRecord[]): string {
  const names = new Set(models.map(({ name }) => nameWithoutSeed(name)));
  const [only] = names;
  return names.size === 1 && only ? only : models[0]!.name;
}

export function nameWithoutSeed(name: string): string {
  return name.replace(/[\s,·(_-]*seed[\s=_-]*\d+\)?$/i, '') || name;
}

/** Keys of the tags in which two conditions differ; a tag that only one has counts. */
export function differingTags(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => key !== seed && a[key] !== b[key]);
}

/**
 * The condition that the others are compared with: the one from which most others differ in exactly one tag, the first of
 * equals. Undefined without models.
 */
export function findReference(conditions: readonly Condition[]): Condition | undefined {
  let best: Condition | undefined;
  let most = -1;
  for (const candidate of conditions) {
    const neighbours = conditions.filter((other) => differingTags(candidate.tags, other.tags).length === 1).length;
    if (neighbours > most) [best, most] = [candidate, neighbours];
  }
  return best;
}

/** What was varied: the tags that differ from the reference, `trainingImages`, or `several`; empty for the reference. */
export function variedTags(condition: Condition, reference: Condition): string[] {
  return differingTags(condition.tags, reference.tags);
}
