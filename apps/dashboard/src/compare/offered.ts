import type { ModelRecord } from '../overview/records.ts';

/** A model that can be added. */
export interface Offered {
  id: string;
  name: string;
}

const fractions = ['within', 'between', 'withinMirrored', 'betweenMirrored'] as const;

/** The models that were measured here, those that are chosen left out, in the server's order. */
export function offeredOf(records: readonly ModelRecord[], chosen: readonly string[]): Offered[] {
  return records.filter(
    ({ id, external, metrics }) =>
      !external && !chosen.includes(id) && fractions.some((fraction) => metrics[fraction] !== undefined),
  );
}

/** Those whose names hold every word that was typed; names that begin with it first. */
export function matching(offered: readonly Offered[], text: string): Offered[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = offered.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const [first] = words;
  if (first === undefined) return found;
  const begins = ({ name }: Offered) => Number(name.toLowerCase().startsWith(first));
  return found.sort((a, b) => begins(b) - begins(a));
}
