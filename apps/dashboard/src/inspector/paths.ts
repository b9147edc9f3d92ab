import { compositeWeight } from '../format/composite-weight.ts';
import { words } from '../format/words.ts';
import type { Estimator } from '../model/estimator.ts';

/** Paths of fewer samples are listed, and are in no mean. */
const leastSamples = 4;

export function isExcluded({ samples }: { samples: number }): boolean {
  return samples < leastSamples;
}

/** Highest fraction first; those that are in no mean at the end, as they came. */
export function orderedPaths<P extends Record<Estimator, number> & { samples: number }>(
  paths: readonly P[],
  estimator: Estimator,
): P[] {
  const rank = (path: P) => (isExcluded(path) ? Number.NEGATIVE_INFINITY : path[estimator]);
  return [...paths].sort((a, b) => {
    const [rankA, rankB] = [rank(a), rank(b)];
    return rankA === rankB ? 0 : rankB - rankA;
  });
}

/** A direction's name in addresses; directions that are drawn at random have one name together. */
export function directionKey({ kind, i, j }: { kind: string; i: number | null; j: number | null }): string {
  return i === null || j === null ? kind : `${kind}:${i},${j}`;
}

/** A direction in words, for choices and sentences. */
export function directionWords(direction: {
  kind: string;
  i: number | null;
  j: number | null;
  imageFrequency: number | null;
}): string {
  const { kind, i, j, imageFrequency } = direction;
  if (kind === 'FOURIER' && imageFrequency !== null)
    return `Fourier (${i}, ${j}), ${Number(imageFrequency.toFixed(1))} cycles per image`;
  const weight = compositeWeight(kind);
  return weight === undefined ? words(kind) : `composite of ${weight}`;
}

/** The paths of one direction; all where none is chosen. */
export function alongDirection<P extends Pick<Ends, 'direction'>>(
  paths: readonly P[],
  key: string | undefined,
): readonly P[] {
  if (key === undefined) return paths;
  return paths.filter(({ direction }) => direction !== null && directionKey(direction) === key);
}

interface Ends {
  imageA: { index: number };
  imageB: { index: number } | null;
  direction: Parameters<typeof directionKey>[0] | null;
  samples: number;
}

/**
 * Another measurement's path between the same images, or along the same direction, in as many samples. `among` are the paths of
 * the cell that the path is of: directions that are drawn at random have one name, and are told apart by their place.
 */
export function samePath<P extends Ends>(paths: readonly P[], path: Ends, among: readonly Ends[]): P | undefined {
  const isAlike = (other: Ends) =>
    other.imageA.index === path.imageA.index &&
    other.imageB?.index === path.imageB?.index &&
    keyOf(other) === keyOf(path);
  const other = paths.filter(isAlike)[among.filter(isAlike).indexOf(path)];
  return other?.samples === path.samples ? other : undefined;
}

function keyOf({ direction }: Ends): string | undefined {
  return direction === null ? undefined : directionKey(direction);
}
