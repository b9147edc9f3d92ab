import { type Batch, Parts, type Run } from './batch.ts';
import type { Classifier } from './classifier.ts';
import { Interpolation } from './interpolation.ts';

/** That the batches which are held at once are to take. What a network makes of a batch is several times as large. */
const ROOMS_BYTES = 512 * 2 ** 20;
/** That they may take where one image at a time is more than that, with the two ends of a line. WebAssembly ends at 4 GiB. */
const MOST_BYTES = 2 * 2 ** 30;

/** Images of this size in a batch at most, from 1; 0 where one at a time is too large. */
export function mostInBatch(imageSize: number, batchesAtOnce: number): number {
  if (imageSize > largestImage(batchesAtOnce)) return 0;
  const bytes = roomsFor(batchesAtOnce) * imageSize * Float32Array.BYTES_PER_ELEMENT;
  return Math.max(1, Math.floor(ROOMS_BYTES / bytes));
}

/** Values that an image may have. */
export function largestImage(batchesAtOnce: number): number {
  const ends = 2 * Float64Array.BYTES_PER_ELEMENT;
  return Math.floor(MOST_BYTES / (ends + roomsFor(batchesAtOnce) * Float32Array.BYTES_PER_ELEMENT));
}

/** One is gathered while as many as the classifier takes are evaluated. */
function roomsFor(batchesAtOnce: number): number {
  return batchesAtOnce + 1;
}

/** Batches of images that are made here. Each has room of its own until it has been evaluated. */
export class ImageBatches {
  readonly #interpolation: Interpolation;
  readonly #rooms: number;
  #made = 0;

  constructor(
    readonly classifier: Classifier,
    readonly imageSize: number,
    batchSize: number,
  ) {
    this.#rooms = roomsFor(classifier.batchesAtOnce);
    // Those that work side by side are threads.
    this.#interpolation = new Interpolation(imageSize, batchSize, this.#rooms, classifier.batchesAtOnce > 1);
  }

  /** The next batch, in the room of the one `batchesAtOnce + 1` before it, which must have been evaluated when it is written. */
  next(): Batch {
    return new ImageBatch(this, this.#interpolation, this.#interpolation.room(this.#made++ % this.#rooms));
  }
}

class ImageBatch implements Batch {
  readonly parts = new Parts();

  constructor(
    readonly madeBy: ImageBatches,
    private readonly interpolation: Interpolation,
    private readonly images: Float32Array,
  ) {}

  add(run: Run, from: number, count: number): void {
    const { imageSize } = this.madeBy;
    const first = this.parts.count;
    if (run.line) this.interpolation.setLine(run.line);
    for (let k = 0; k < count; k++) {
      const offset = (first + k) * imageSize;
      if (run.line) this.interpolation.write(run.line.weight(from + k), this.images, offset);
      else run.write(from + k, this.images, offset);
    }
    this.parts.add(run, from, count);
  }

  evaluate(): Promise<Float64Array> {
    const { count } = this.parts;
    return this.madeBy.classifier.evaluate(this.images.subarray(0, count * this.madeBy.imageSize), count);
  }
}
