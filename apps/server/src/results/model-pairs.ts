import type { ModelRow, Tag } from '@passband/store';
import { refused } from '../graphql/refusal.ts';
import { grouped } from './grouped.ts';

/** Two models that differ in nothing but the value of one tag. */
export interface ModelPair {
  baseline: ModelRow;
  other: ModelRow;
}

/** Pairs of one value of a tag. */
export interface ValuePairs {
  value: string;
  pairs: ModelPair[];
}

/** Pairs of models that have some tags in common. */
export interface PairGroup {
  group: Tag[];
  pairs: ModelPair[];
}

const inOrder = new Intl.Collator('en', { numeric: true });

/**
 * By each other value of the baseline's key, in order (numbers as numbers): every pair of a model with the baseline's value
 * and one with that value whose other tags are all equal. A tag that both lack is equal, one that one of them lacks is not.
 * Values that have no pair are left out. Refused where there are more than `most` pairs: replicates
 * that no tag tells apart pair each with each, and 10,000 models could make 25 million.
 */
export function modelPairs(models: readonly ModelRow[], baseline: Tag, most: number): ValuePairs[] {
  const tagged = models.filter((model) => tagValue(model, baseline.key) !== null);
  const alike = [...grouped(tagged, (model) => otherTags(model, baseline.key)).values()].map((own) =>
    split(own, baseline),
  );
  const count = alike.reduce((sum, { baselines, others }) => sum + baselines.length * others.length, 0);
  if (count > most)
    throw refused(
      `pairs of models must be at most ${most} here; those of ${baseline.key} are ${count}: compare fewer tags or metrics at once, and tell replicates apart by a tag seed`,
    );
  const pairs = alike.flatMap(({ baselines, others }) =>
    others.flatMap((other) => baselines.map((model): ModelPair => ({ baseline: model, other }))),
  );
  return [...grouped(pairs, ({ other }) => tagValue(other, baseline.key) ?? '')]
    .map(([value, own]) => ({ value, pairs: own }))
    .sort((a, b) => inOrder.compare(a.value, b.value));
}

/**
 * All pairs, group empty; then by what the models of a pair have in common of the tags of these keys, in order of their
 * values. Pairs whose models have none of them are in the first group only.
 */
export function pairGroups(pairs: readonly ModelPair[], keys: readonly string[]): PairGroup[] {
  const groups = [...grouped(pairs, (pair) => JSON.stringify(commonTags(pair, keys))).values()]
    .flatMap((own): PairGroup[] => (own[0] ? [{ group: commonTags(own[0], keys), pairs: own }] : []))
    .filter(({ group }) => group.length > 0)
    .sort((a, b) => inOrder.compare(textOf(a.group), textOf(b.group)));
  return [{ group: [], pairs: [...pairs] }, ...groups];
}

function split(models: readonly ModelRow[], { key, value }: Tag): { baselines: ModelRow[]; others: ModelRow[] } {
  return {
    baselines: models.filter((model) => tagValue(model, key) === value),
    others: models.filter((model) => tagValue(model, key) !== value),
  };
}

/** All tags but one, as text that is equal where they are. */
function otherTags({ tags }: ModelRow, key: string): string {
  const others = tags.filter((tag) => tag.key !== key).map((tag) => [tag.key, tag.value] as const);
  return JSON.stringify(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function commonTags({ baseline, other }: ModelPair, keys: readonly string[]): Tag[] {
  return [...new Set(keys)].flatMap((key) => {
    const value = tagValue(baseline, key);
    return value !== null && value === tagValue(other, key) ? [{ key, value }] : [];
  });
}

function tagValue({ tags }: ModelRow, key: string): string | null {
  return tags.find((tag) => tag.key === key)?.value ?? null;
}

const textOf = (tags: readonly Tag[]): string => tags.map(({ key, value }) => `${key}=${value}`).join('\n');
