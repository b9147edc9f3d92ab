import { type Batch, Parts, type Run } from './batch.ts';
import type { Classifier } from './classifier.ts';
import { Interpolation } from './interpolation.ts';

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
    // One is gathered while as many as the classifier takes are evaluated.
    this.#rooms = classifier.batchesAtOnce + 1;
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
