import { type Condition, conditionKey, differingTags, isNeutral, variedValues } from './conditions.ts';
import type { ModelRecord } from './records.ts';
import { tagValue, tagWords } from './tags.ts';

/** A colour category: what points, rows and labels of one tag value share. */
export interface Category {
  name: string;
  /** Place in the theme's categories; 0 is the reference's slate. −1: others, in faint. */
  colour: number;
}

const categoryCount = 8;
const several = 'several tags';

/**
 * The category of each model. By a tag: its value; by default what was varied, the tag that differs from the reference.
 * The reference's category is slate. Up to eight values have colours by the order in which models were registered, so that one
 * that comes changes none; of more, the seven largest. What differs in several tags has none, since it is no one thing.
 */
export function categoriesOf(
  records: readonly ModelRecord[],
  reference: Condition | undefined,
  tag: string | undefined,
): Map<ModelRecord, Category> {
  const nameOf = (record: ModelRecord) => {
    if (tag !== undefined) return tagValue(record.tags[tag]);
    if (!reference) return '';
    const [first, ...others] = differingTags(record.tags, reference.tags);
    if (first === undefined) return 'baseline';
    return others.length > 0 ? several : tagWords(first);
  };
  const like = records.find(({ tags }) => reference && conditionKey(tags) === reference.key);
  // Ids grow with the time they were made at.
  const registered = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const names = registered.map(nameOf).filter((name) => tag !== undefined || name !== several);
  const colours = colourOrder(names, like && nameOf(like));
  return new Map(
    records.map((record) => {
      const name = nameOf(record);
      return [record, { name, colour: colours.get(name) ?? -1 }];
    }),
  );
}

/** Place of each name among the theme's categories. */
export function colourOrder(names: readonly string[], reference: string | undefined): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const others = [...sizes.keys()].filter((name) => name !== reference);
  const room = categoryCount - 1;
  const kept =
    others.length <= room
      ? others
      : new Set([...others].sort((a, b) => sizes.get(b)! - sizes.get(a)!).slice(0, room - 1));
  const colours = new Map<string, number>();
  if (reference !== undefined) colours.set(reference, 0);
  let next = 1;
  for (const name of others) if (!(kept instanceof Set) || kept.has(name)) colours.set(name, next++);
  return colours;
}

/** By what was varied, for links and choices: not a tag's key. */
export const byWhatWasVaried = 'varied';

/**
 * What to colour by before anyone chooses: what was varied (undefined) where most conditions differ from the reference in at
 * most one tag; else the tag whose reference value says that nothing was done, or the one with the fewest values.
 */
export function usualColour(conditions: readonly Condition[], reference: Condition | undefined): string | undefined {
  if (!reference) return undefined;
  const single = conditions.filter((condition) => differingTags(condition.tags, reference.tags).length <= 1);
  if (2 * single.length >= conditions.length) return undefined;
  const varied = [...variedValues(conditions, reference)].filter(([, values]) => values.length <= categoryCount);
  const [first] = varied.sort(([a, x], [b, y]) => {
    const plain = Number(isNeutral(reference.tags[b])) - Number(isNeutral(reference.tags[a]));
    return plain || x.length - y.length;
  });
  return first?.[0];
}

/** A row of the differences has the colour of its tag's value, or of its tag; others are faint. */
export function colourOfRow(
  row: { tag: string; value: string },
  colour: string | undefined,
  categories: ReadonlyMap<ModelRecord, Category>,
): number {
  if (colour !== undefined && colour !== row.tag) return -1;
  const name = colour === undefined ? tagWords(row.tag) : tagValue(row.value);
  for (const category of categories.values()) if (category.name === name) return category.colour;
  return -1;
}
