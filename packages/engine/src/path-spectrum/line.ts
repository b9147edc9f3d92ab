import { pathPositions, type Sampling } from '@passband/spectrum';
import type { Run } from '../batches.ts';
import { distanceBetween } from '../feed.ts';
import type { Interpolation } from './interpolation.ts';
import type { ImagePair } from './pairs.ts';
import { sampleCountOf } from './sampling.ts';

/** What the lines of a shard have in common. */
export interface LineSpace {
  interpolation: Interpolation;
  /** Of normalised pixel space: see `normalisedLevels`. */
  levels: Float64Array;
  sampling: Sampling;
  classCount: number;
}

/** A path while it is evaluated. Its images are written before the next line is made; only probabilities are held on. */
export class Line implements Run {
  readonly length: number;
  /** Number of samples. */
  readonly count: number;
  /** [count, classCount] by rows. */
  readonly probabilities: Float64Array;
  private readonly positions: Float64Array;
  private missing: number;

  constructor(
    readonly pair: ImagePair,
    [first, last]: readonly [Uint8Array, Uint8Array],
    private readonly space: LineSpace,
    private readonly onComplete: (line: Line) => void,
  ) {
    const { interpolation, levels, sampling, classCount } = space;
    this.length = distanceBetween(first, last, levels);
    this.count = sampleCountOf(this.length, sampling);
    this.missing = this.count;
    this.probabilities = new Float64Array(this.count * classCount);
    this.positions = pathPositions(this.length, sampling);
    interpolation.setEnds(first, last);
    if (this.count === 0) onComplete(this);
  }

  /** Sample k is x_0 + t_k (x_1 - x_0) / d. */
  write(k: number, offset: number): void {
    this.space.interpolation.write(this.positions[k]! / this.length, offset);
  }

  use(values: Float64Array, start: number, from: number, count: number): void {
    const { classCount } = this.space;
    this.probabilities.set(values.subarray(start, start + count * classCount), from * classCount);
    this.missing -= count;
    if (this.missing === 0) this.onComplete(this);
  }
}
