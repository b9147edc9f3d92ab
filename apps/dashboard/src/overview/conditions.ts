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
 * equals. Undefined without models. Two conditions differ in one tag where they are the same without it, so that they are
 * counted under what is left: in one pass, not pair by pair.
 */
export function findReference(conditions: readonly Condition[]): Condition | undefined {
  const tags = [...new Set(conditions.flatMap((condition) => Object.keys(condition.tags)))];
  const alike = new Map<string, number>();
  const keysOf = (condition: Condition) => tags.map((tag) => `${tag} ${keyWithout(condition.tags, tag)}`);
  for (const condition of conditions) {
    for (const key of keysOf(condition)) alike.set(key, (alike.get(key) ?? 0) + 1);
  }
  let best: Condition | undefined;
  let most = -1;
  for (const condition of conditions) {
    const neighbours = keysOf(condition).reduce((sum, key) => sum + (alike.get(key) ?? 1) - 1, 0);
    if (neighbours > most) [best, most] = [condition, neighbours];
  }
  return best;
}

function keyWithout(tags: Readonly<Record<string, string>>, tag: string): string {
  const { [tag]: _, ...others } = tags;
  return conditionKey(others);
}

/** What was varied: the tags that differ from the reference, `trainingImages`, or `several`; empty for the reference. */
export function variedTags(condition: Condition, reference: Condition): string[] {
  return differingTags(condition.tags, reference.tags);
}
