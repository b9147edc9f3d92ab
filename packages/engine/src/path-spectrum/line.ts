import { pathPositions, type Sampling } from '@passband/spectrum';
import type { StraightLine } from '../batch.ts';
import { distanceBetween, type Feed, fed } from '../feed.ts';
import type { ImagePair } from './pairs.ts';
import { sampleCountOf } from './sampling.ts';

/** What the lines of a shard have in common. */
export interface LineSpace {
  feed: Feed;
  /** Of normalised pixel space: see `normalisedLevels`. */
  levels: Float64Array;
  sampling: Sampling;
  classCount: number;
}

/** A path while it is evaluated. */
export class Line {
  readonly length: number;
  /** Number of samples. */
  readonly count: number;
  /** [count, classCount] by rows. */
  readonly probabilities: Float64Array;
  /** Sample k is x_0 + t_k (x_1 - x_0) / d. */
  readonly line: StraightLine;
  private missing: number;

  constructor(
    readonly pair: ImagePair,
    [first, last]: readonly [Uint8Array, Uint8Array],
    private readonly space: LineSpace,
    private readonly onComplete: (line: Line) => void,
  ) {
    const { feed, levels, sampling, classCount } = space;
    this.length = distanceBetween(first, last, levels);
    this.count = sampleCountOf(this.length, sampling);
    this.missing = this.count;
    this.probabilities = new Float64Array(this.count * classCount);
    this.line = lineBetween(first, last, feed, pathPositions(this.length, sampling), this.length);
    if (this.count === 0) onComplete(this);
  }

  use(values: Float64Array, start: number, from: number, count: number): void {
    const { classCount } = this.space;
    this.probabilities.set(values.subarray(start, start + count * classCount), from * classCount);
    this.missing -= count;
    if (this.missing === 0) this.onComplete(this);
  }
}

function lineBetween(
  first: Uint8Array,
  last: Uint8Array,
  feed: Feed,
  positions: Float64Array,
  length: number,
): StraightLine {
  const start = fed(first, feed);
  const direction = fed(last, feed);
  for (let k = 0; k < start.length; k++) direction[k]! -= start[k]!;
  return { start, direction, weight: (k) => positions[k]! / length };
}
