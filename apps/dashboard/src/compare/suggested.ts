import { type Condition, conditionsOf, differingTags, findReference } from '../overview/conditions.ts';
import type { ModelRecord } from '../overview/records.ts';
import { tagWords } from '../overview/tags.ts';
import { offeredOf } from './offered.ts';
import { mostModels } from './url.ts';

/** Models worth comparing: what one tag's values changed. */
export interface Suggestion {
  title: string;
  names: readonly string[];
  ids: readonly string[];
}

const run = ({ models }: Condition, seed: string | undefined) =>
  models.find(({ tags }) => tags.seed === seed) ?? models[0];

/**
 * One suggestion a tag: the reference, that is the model given or else a run of the condition from which most others differ in
 * one tag, and the runs of its seed that differ from it in this tag only.
 */
export function suggestionsOf(records: readonly ModelRecord[], reference: string | undefined): Suggestion[] {
  const measured = offeredOf(records, []);
  const conditions = conditionsOf(records.filter(({ id }) => measured.some((offered) => offered.id === id)));
  const given = records.find(({ id }) => id === reference);
  const condition = conditions.find(({ models }) => given && models.includes(given)) ?? findReference(conditions);
  const base = given ?? (condition && run(condition, '0'));
  if (!condition || !base) return [];
  const byTag = new Map<string, ModelRecord[]>();
  for (const other of conditions) {
    const [tag, ...more] = differingTags(other.tags, condition.tags);
    const model = run(other, base.tags.seed);
    if (tag === undefined || more.length > 0 || !model) continue;
    byTag.set(tag, [...(byTag.get(tag) ?? []), model]);
  }
  return [...byTag].map(([tag, models]) => {
    const all = [base, ...models].slice(0, mostModels);
    return { title: tagWords(tag), names: all.map(({ name }) => name), ids: all.map(({ id }) => id) };
  });
}
