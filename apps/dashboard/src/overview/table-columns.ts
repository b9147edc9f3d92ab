import { metricKeys } from './records.ts';
import { tagColumn } from './tags.ts';
import type { Shown } from './use-shown.ts';

const mostTags = 5;

/** The columns shown before anyone chooses: what was varied, or the varied tags themselves, and the metrics that are there. */
export function usualColumns({ colour, varied, here, estimators }: Shown): string[] {
  const tags = [...varied.keys()].slice(0, mostTags).map(tagColumn);
  const seed = here.some(({ tags: { seed } }) => seed !== undefined) ? [tagColumn('seed')] : [];
  const metrics = metricKeys.filter((key) => estimators.length > 1 || !key.endsWith('Mirrored'));
  return [...(colour === undefined ? ['varied', 'value'] : tags), ...seed, ...metrics];
}
