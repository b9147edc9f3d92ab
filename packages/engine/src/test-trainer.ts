import type { NetworkInTraining, Trainer, TrainingOptions } from './trainer.ts';

const MOMENTUM = 0.9;

/** For tests: softmax regression by stochastic gradient descent with Nesterov momentum, in float64; weights start at zero. */
export function softmaxRegression(): Trainer & { networks: SoftmaxRegression[] } {
  const networks: SoftmaxRegression[] = [];
  return {
    runtime: 'test/cpu',
    device: 'test',
    networks,
    async start(options) {
      const network = new SoftmaxRegression(options);
      networks.push(network);
      return network;
    },
  };
}

/** Scores are W x + b; every image that it is given a step on is kept. */
class SoftmaxRegression implements NetworkInTraining {
  readonly #size: number;
  readonly #classCount: number;
  readonly #weightDecay: number;
  #weights: Float64Array;
  #momentum: Float64Array;
  isClosed = false;
  readonly learningRates: number[] = [];
  readonly batches: { images: Float32Array; targets: Float32Array }[] = [];

  constructor({ imageShape: [height, width, channels], classCount, weightDecay }: TrainingOptions) {
    this.#size = height * width * channels + 1;
    this.#classCount = classCount;
    this.#weightDecay = weightDecay;
    this.#weights = new Float64Array(this.#size * classCount);
    this.#momentum = new Float64Array(this.#size * classCount);
  }

  get parameterCount(): number {
    return this.#weights.length;
  }

  async step(images: Float32Array, targets: Float32Array, count: number, learningRate: number): Promise<number> {
    this.batches.push({ images, targets });
    this.learningRates.push(learningRate);
    const { gradient, loss } = this.#gradientOf(images, targets, count);
    for (let k = 0; k < gradient.length; k++) {
      const slope = gradient[k]! + this.#weightDecay * this.#weights[k]!;
      this.#momentum[k] = MOMENTUM * this.#momentum[k]! + slope;
      this.#weights[k]! -= learningRate * (slope + MOMENTUM * this.#momentum[k]!);
    }
    return loss;
  }

  async scores(images: Float32Array, count: number): Promise<Float32Array> {
    return Float32Array.from(this.#scoresOf(images, count));
  }

  async checkpoint(): Promise<Uint8Array> {
    return new Uint8Array(Float64Array.from([...this.#weights, ...this.#momentum]).buffer);
  }

  async restore(checkpoint: Uint8Array): Promise<void> {
    const values = new Float64Array(checkpoint.slice().buffer);
    this.#weights = values.slice(0, this.#weights.length);
    this.#momentum = values.slice(this.#weights.length);
  }

  async model(): Promise<Uint8Array> {
    return new Uint8Array(this.#weights.slice().buffer);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  #scoresOf(images: Float32Array, count: number): Float64Array {
    const out = new Float64Array(count * this.#classCount);
    for (let k = 0; k < out.length; k++) {
      const [image, label] = [Math.floor(k / this.#classCount), k % this.#classCount];
      for (let at = 0; at < this.#size; at++)
        out[k]! += this.#weights[label * this.#size + at]! * this.#input(images, image, at);
    }
    return out;
  }

  /** The last input of every image is 1. */
  #input(images: Float32Array, image: number, at: number): number {
    return at === this.#size - 1 ? 1 : images[image * (this.#size - 1) + at]!;
  }

  #gradientOf(images: Float32Array, targets: Float32Array, count: number): { gradient: Float64Array; loss: number } {
    const scores = this.#scoresOf(images, count);
    const gradient = new Float64Array(this.#weights.length);
    let loss = 0;
    for (let image = 0; image < count; image++) {
      const row = scores.subarray(image * this.#classCount, (image + 1) * this.#classCount);
      const largest = Math.max(...row);
      const total = row.reduce((sum, score) => sum + Math.exp(score - largest), 0);
      for (const [label, score] of row.entries()) {
        const logarithm = score - largest - Math.log(total);
        const target = targets[image * this.#classCount + label]!;
        loss -= (target * logarithm) / count;
        for (let at = 0; at < this.#size; at++)
          gradient[label * this.#size + at]! +=
            ((Math.exp(logarithm) - target) * this.#input(images, image, at)) / count;
      }
    }
    return { gradient, loss };
  }
}
