import { type Batch, Parts, type Run } from './batch.ts';
import type { Classifier, LineSamples } from './classifier.ts';

/** Batches of samples that a device makes: end points and weights go in. */
export class LineBatches {
  constructor(
    readonly classifier: Classifier,
    readonly imageSize: number,
    readonly batchSize: number,
  ) {}

  next(): Batch {
    return new LineBatch(this);
  }
}

class LineBatch implements Batch {
  readonly parts = new Parts();
  readonly #starts: DistinctImages;
  readonly #directions: DistinctImages;
  readonly #start: Int32Array;
  readonly #direction: Int32Array;
  readonly #weight: Float32Array;

  constructor(readonly madeBy: LineBatches) {
    const { imageSize, batchSize } = madeBy;
    this.#starts = new DistinctImages(imageSize);
    this.#directions = new DistinctImages(imageSize);
    this.#start = new Int32Array(batchSize);
    this.#direction = new Int32Array(batchSize);
    this.#weight = new Float32Array(batchSize);
  }

  add(run: Run, from: number, count: number): void {
    if (!run.line) throw new TypeError('a batch of lines takes samples of lines only');
    const at = this.parts.count;
    this.#start.fill(this.#starts.indexOf(run.line.start), at, at + count);
    this.#direction.fill(this.#directions.indexOf(run.line.direction), at, at + count);
    for (let k = 0; k < count; k++) this.#weight[at + k] = run.line.weight(from + k);
    this.parts.add(run, from, count);
  }

  async evaluate(): Promise<Float64Array> {
    const { classifier } = this.madeBy;
    if (!classifier.evaluateLines) throw new TypeError('the classifier must make samples of lines');
    return classifier.evaluateLines(this.#samples());
  }

  #samples(): LineSamples {
    const { count } = this.parts;
    return {
      starts: this.#starts.laidOut(),
      startCount: this.#starts.count,
      directions: this.#directions.laidOut(),
      directionCount: this.#directions.count,
      start: this.#start.subarray(0, count),
      direction: this.#direction.subarray(0, count),
      weight: this.#weight.subarray(0, count),
      count,
    };
  }
}

/** Images of a batch, each array once. */
class DistinctImages {
  readonly #indices = new Map<Float64Array, number>();

  constructor(private readonly imageSize: number) {}

  get count(): number {
    return this.#indices.size;
  }

  indexOf(image: Float64Array): number {
    const index = this.#indices.get(image) ?? this.#indices.size;
    this.#indices.set(image, index);
    return index;
  }

  /** One after another, in float32. */
  laidOut(): Float32Array {
    const all = new Float32Array(this.count * this.imageSize);
    for (const [image, index] of this.#indices) all.set(image, index * this.imageSize);
    return all;
  }
}
