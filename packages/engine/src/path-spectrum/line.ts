import { pathPositions, type Sampling } from '@passband/spectrum';
import { distanceBetween, type Feed } from '../feed.ts';
import type { ImagePair } from './pairs.ts';
import { sampleCountOf } from './sampling.ts';

/** A path while it is evaluated: its end points as the network is fed them, and the probabilities that have come. */
export class Line {
  readonly length: number;
  readonly samples: number;
  /** [samples, classCount] by rows. */
  readonly probabilities: Float64Array;
  private readonly start: Float64Array;
  private readonly difference: Float64Array;
  private readonly positions: Float64Array;
  private missing: number;

  constructor(
    readonly pair: ImagePair,
    ends: readonly [Uint8Array, Uint8Array],
    spaces: { feed: Feed; levels: Float64Array },
    sampling: Sampling,
    private readonly classCount: number,
  ) {
    const { feed, levels } = spaces;
    this.length = distanceBetween(ends[0], ends[1], levels);
    this.samples = sampleCountOf(this.length, sampling);
    this.missing = this.samples;
    this.probabilities = new Float64Array(this.samples * classCount);
    this.positions = pathPositions(this.length, sampling);
    this.start = new Float64Array(feed.imageSize);
    this.difference = new Float64Array(feed.imageSize);
    feed.write(ends[0], this.start, 0);
    feed.write(ends[1], this.difference, 0);
    for (let k = 0; k < feed.imageSize; k++) this.difference[k]! -= this.start[k]!;
  }

  /** Writes sample k, x_0 + t_k (x_1 - x_0) / d, in what the network is fed. */
  write(k: number, target: Float32Array, offset: number): void {
    const { start, difference } = this;
    const weight = this.positions[k]! / this.length;
    for (let i = 0; i < start.length; i++) target[offset + i] = start[i]! + weight * difference[i]!;
  }

  /** Takes the probabilities of sample k; true when it was the last that was missing. */
  take(k: number, values: Float64Array, from: number): boolean {
    const at = k * this.classCount;
    for (let c = 0; c < this.classCount; c++) this.probabilities[at + c] = values[from + c]!;
    return --this.missing === 0;
  }
}
