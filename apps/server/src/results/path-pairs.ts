import type { Direction, PathSpectrumParameters } from '@passband/engine';
import { MINIMUM_SAMPLES } from '@passband/spectrum';
import type { MeasurementRow, StreamedPath } from '@passband/store';
import { pathSpectrumParameters } from '../measurements/parameters.ts';

/** A measurement with its paths, in order of classA, classB. */
export interface MeasuredPaths {
  row: MeasurementRow;
  paths: AsyncIterable<StreamedPath>;
}

/** The same path in two measurements. */
export interface PathPair {
  reference: StreamedPath;
  other: StreamedPath;
}

/** All paths of one class, or of one pair of classes. */
interface ClassPaths {
  classA: number;
  classB: number;
  paths: StreamedPath[];
}

/**
 * By class or pair of classes of the reference: for each of others, in their order, the pairs of paths that are in means and
 * that both measured, in the reference's order. All measurements are read once and side by side, so that of each only the
 * paths of one pair of classes are held.
 */
export async function* pathPairs(
  reference: MeasuredPaths,
  others: readonly MeasuredPaths[],
): AsyncGenerator<PathPair[][]> {
  const followed = others.map(({ row, paths }) => ({ identity: identities(row), follower: new Follower(paths) }));
  const identity = identities(reference.row);
  for await (const own of byClasses(reference.paths)) {
    const pairs: PathPair[][] = [];
    for (const other of followed) {
      const theirs = await other.follower.pathsOf(own);
      const byIdentity = new Map(theirs.map((path) => [other.identity(path), path]));
      pairs.push(own.paths.flatMap((path) => inMeans(path, byIdentity.get(identity(path)))));
    }
    yield pairs;
  }
}

/** The pair, or none where a path is missing or of fewer than 4 samples. */
function inMeans(reference: StreamedPath, other: StreamedPath | undefined): PathPair[] {
  if (!other || Math.min(reference.samples, other.samples) < MINIMUM_SAMPLES) return [];
  return [{ reference, other }];
}

/** Paths of a stream, one class or pair of classes after another. */
async function* byClasses(paths: AsyncIterable<StreamedPath>): AsyncGenerator<ClassPaths> {
  let last: ClassPaths | null = null;
  for await (const path of paths) {
    const { classA, classB } = path;
    if (last && order(last, path) === 0) last.paths.push(path);
    else {
      if (last) yield last;
      last = { classA, classB, paths: [path] };
    }
  }
  if (last) yield last;
}

/** A stream that is read as far as another is. */
class Follower {
  readonly #classes: AsyncIterator<ClassPaths>;
  #next: ClassPaths | null | undefined;

  constructor(paths: AsyncIterable<StreamedPath>) {
    this.#classes = byClasses(paths);
  }

  /** Its paths of these classes, which must be asked for in order. */
  async pathsOf(classes: ClassPaths): Promise<StreamedPath[]> {
    while (this.#next === undefined || (this.#next && order(this.#next, classes) < 0)) {
      const { done, value } = await this.#classes.next();
      this.#next = done ? null : value;
    }
    return this.#next && order(this.#next, classes) === 0 ? this.#next.paths : [];
  }
}

const order = (x: { classA: number; classB: number }, y: { classA: number; classB: number }): number =>
  x.classA - y.classA || x.classB - y.classB;

/** What a path is the same as in another measurement of equal dataset, kind, step and samples: its images and its direction. */
function identities(row: MeasurementRow): (path: StreamedPath) => string {
  const directions = directionNames(pathSpectrumParameters(row));
  return ({ imageA, imageB, direction }) =>
    `${imageA}/${imageB}/${direction === undefined ? '' : directions[direction]}`;
}

/** Places in the lists of two measurements may differ. A random direction is the k-th of its seed, k its place among the random ones. */
function directionNames({ directions = [], seed }: PathSpectrumParameters): string[] {
  let random = 0;
  return directions.map(({ kind, i, j }: Direction) =>
    kind === 'RANDOM' ? `${kind} ${seed} ${random++}` : `${kind} ${i} ${j}`,
  );
}
