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

/** Values of a tag that say that nothing was done: of equals, a reference has most of them. */
const neutral = new Set(['none', 'clean', 'baseline', 'standard', 'off', 'false']);

/** Whether a tag's value says that nothing was done. */
export function isNeutral(value: string | undefined): boolean {
  return value !== undefined && neutral.has(value.toLowerCase());
}

function neutralCount({ tags }: Condition): number {
  return Object.values(tags).filter(isNeutral).length;
}

/**
 * The condition that the others are compared with: the one from which most others differ in exactly one tag, of equals the one
 * with most tags that say that nothing was done, then the first. Undefined without models. Two conditions differ in one tag where they are the same without it, so that they are
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
    const isBetter = neighbours === most && best !== undefined && neutralCount(condition) > neutralCount(best);
    if (neighbours > most || isBetter) [best, most] = [condition, neighbours];
  }
  return best;
}

function keyWithout(tags: Readonly<Record<string, string>>, tag: string): string {
  const { [tag]: _, ...others } = tags;
  return conditionKey(others);
}

/**
 * The reference with some of its tags' values chosen: the condition that has them all, or, where none was trained so, one
 * without models that only says what is compared with.
 */
export function withBaseline(
  reference: Condition,
  conditions: readonly Condition[],
  chosen: Readonly<Record<string, string>>,
): Condition {
  const known = Object.entries(chosen).filter(([key]) => reference.tags[key] !== undefined);
  if (known.length === 0) return reference;
  const tags = { ...reference.tags, ...Object.fromEntries(known) };
  const key = conditionKey(tags);
  return (
    conditions.find((condition) => condition.key === key) ?? { key, name: 'the chosen baseline', tags, models: [] }
  );
}

/** The tags that were varied, each with its values in order of appearance; of a tag only some models have, nothing. */
export function variedValues(conditions: readonly Condition[], reference: Condition): Map<string, string[]> {
  const varied = new Map<string, string[]>();
  for (const key of Object.keys(reference.tags)) {
    const values = [...new Set(conditions.flatMap(({ tags }) => tags[key] ?? []))];
    if (values.length > 1) varied.set(key, values.sort(inOrder.compare));
  }
  return varied;
}

const inOrder = new Intl.Collator('en', { numeric: true });
