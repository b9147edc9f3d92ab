import { type BoundedValue, pearson, withinGroups } from '@passband/spectrum';
import { fixed, isSure, signed } from '../format/numbers.ts';
import { plural } from '../format/words.ts';

/** Of fewer points Fisher's bounds are not defined, and an r near ±1 says nothing. */
export const leastCorrelated = 4;

/** How two quantities go together over models. */
export interface Correlations {
  count: number;
  /** Of the plain values, over all. */
  r: BoundedValue | null;
  /** After each group's own mean is taken out; null for fewer than two groups. */
  within: BoundedValue | null;
  groupCount: number;
  /** Of the values as the axes lay them out; null where that is plainly. */
  onAxes: BoundedValue | null;
}

interface Values {
  x: readonly number[];
  y: readonly number[];
  /** Name of each point's group. */
  groups: readonly string[];
  /** The same x and y as the axes lay them out; undefined where that is plainly. */
  onAxes?: { x: readonly number[]; y: readonly number[] } | undefined;
}

/** Pearson's r over all, within groups and on the drawn axes: the API's `correlation`, of what is on the page. */
export function correlationsOf({ x, y, groups, onAxes }: Values): Correlations {
  const groupCount = new Set(groups).size;
  return {
    count: x.length,
    r: pearson(x, y),
    within: groupCount > 1 && groupCount < x.length ? withinGroups(x, y, groups) : null,
    groupCount,
    onAxes: onAxes ? pearson(onAxes.x, onAxes.y) : null,
  };
}

/** A run of words, strong where it is a number whose bounds exclude 0. */
interface Span {
  text: string;
  strong: boolean;
}

/**
 * `r = −0.944 (95 %: −0.953 to −0.933), 447 models; within the 3 groups of augmentation −0.950 (−0.958 to −0.940); on these
 * axes −0.967`, in spans.
 */
export function correlationSpans(correlations: Correlations, groupName: string): Span[] {
  const { count, r, within, groupCount, onAxes } = correlations;
  const models = plural(count, 'model');
  if (!r) return [plain(count === 0 ? 'No points yet' : `${models}: no correlation`)];
  if (count < leastCorrelated) return [plain(`${models}: too few for a correlation`)];
  const spans = [plain('r = '), number(r), plain(`${boundWords(r, '95 %: ')}, ${models}`)];
  if (r.lower === null) spans.push(plain(': no bounds'));
  if (within)
    spans.push(plain(`; within the ${groupCount} groups ${groupName} `), number(within), plain(boundWords(within, '')));
  if (onAxes) spans.push(plain(`; on these axes ${signed(onAxes.value, 3)}`));
  return spans;
}

const plain = (text: string): Span => ({ text, strong: false });
const number = (r: BoundedValue): Span => ({ text: signed(r.value, 3), strong: isSure(r) });

function boundWords({ lower, upper }: BoundedValue, lead: string): string {
  return lower === null || upper === null ? '' : ` (${lead}${fixed(lower, 3)} to ${fixed(upper, 3)})`;
}
