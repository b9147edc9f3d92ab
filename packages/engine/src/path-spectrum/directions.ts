import { fourierBasisImage, fourierCompositeImage, imageFrequency, randomDirection } from '@passband/spectrum';
import type { ImageShape } from '../classifier.ts';
import type { Feed } from '../feed.ts';
import { inEveryChannel, unitImage } from '../normalised-image.ts';
import type { Direction, PathSpectrumParameters } from './types.ts';

/** Directions that are held: groups of one direction follow each other. */
const HELD = 8;

/** Image frequency of a direction in cycles per image; null of one that has many. */
export function directionFrequency({ i, j }: Direction, imageShape: readonly number[]): number | null {
  const [height, width] = imageShape;
  if (i === null || j === null || height === undefined || width === undefined) return null;
  return imageFrequency(i, j, height, width);
}

/** Horizontal waves of growing image frequency: FOURIER (floor(h / 2), floor(w / 2) + k), k = 1 ... floor((w - 1) / 2). */
export function defaultDirections([height = 0, width = 0]: readonly number[]): Direction[] {
  const [i, j] = [Math.floor(height / 2), Math.floor(width / 2)];
  const count = Math.max(0, Math.floor((width - 1) / 2));
  return Array.from({ length: count }, (_, k) => ({ kind: 'FOURIER', i, j: j + k + 1 }));
}

/** By place in the parameters' list: the direction of unit norm as what it is in what is fed. The last used are held. */
export function directionImages(
  { directions = [], seed }: Pick<PathSpectrumParameters, 'directions' | 'seed'>,
  imageShape: ImageShape,
  feed: Feed,
): (place: number) => Float64Array {
  const held = new Map<number, Float64Array>();
  return (place) => {
    const known = held.get(place);
    if (known) return known;
    const made = feed.difference(directionImage(directions, place, seed, imageShape));
    const oldest = held.keys().next();
    if (held.size >= HELD && !oldest.done) held.delete(oldest.value);
    held.set(place, made);
    return made;
  };
}

/**
 * A direction of unit norm in normalised pixel space [height, width, channels]. Basis and composite images are the same in
 * every channel; a random one is the k-th of the seed, k its place among the random ones.
 */
export function directionImage(
  directions: readonly Direction[],
  place: number,
  seed: number,
  [height, width, channels]: ImageShape,
): Float64Array {
  const direction = directions[place];
  if (!direction) throw new RangeError(`a path's direction must be one of ${directions.length}; got ${place}`);
  const { kind, i, j } = direction;
  if (kind === 'RANDOM') {
    const number = directions.slice(0, place).filter((other) => other.kind === 'RANDOM').length;
    return unitImage(randomDirection(height * width * channels, seed, number));
  }
  const grey =
    kind === 'FOURIER'
      ? fourierBasisImage(i ?? -1, j ?? -1, height, width)
      : fourierCompositeImage(kind, height, width);
  return unitImage(inEveryChannel(grey, channels));
}
