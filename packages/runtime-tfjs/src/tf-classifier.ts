import {
  type Classifier,
  EngineError,
  firstLine,
  type LineSamples,
  laidOut,
  type ModelOutput,
  type NetworkShape,
  type NetworkValues,
  type OpenClassifierOptions,
  outputOf,
  restoreLargest,
  sizeOf,
  TRIAL_IMAGES,
  toProbabilities,
  toScores,
  trialImages,
} from '@passband/engine';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';
import type { Backend } from './tf.ts';
import { Turns } from './turns.ts';

export interface TfClassifierOptions extends Omit<OpenClassifierOptions, 'runtime' | 'threads'> {
  runtime: string;
  backend: Backend;
  network: Network;
  shape: NetworkShape;
  layout: Classifier['inputLayout'];
  onClose(): Promise<void>;
}

/** A loaded network as a Classifier. Throws EngineError where it gives no row of finite values an image. */
export async function tfClassifier(options: TfClassifierOptions): Promise<Classifier> {
  const { runtime, backend, layout, imageShape } = options;
  const evaluation = new Evaluation(options);
  const trial = await evaluation.tryOut();
  const imageSize = sizeOf(imageShape);
  const evaluate = (samples: BatchOfTensors, count: number, asked: NetworkValues = 'PROBABILITIES') =>
    evaluation.evaluate(samples, count, asked, trial);
  const { core } = backend.tf;
  const axes = laidOut(imageShape, layout);
  return {
    runtime,
    device: backend.device,
    classCount: trial.classCount,
    inputLayout: layout,
    output: trial.output,
    batchesAtOnce: 1,
    evaluateLines: backend.onGpu
      ? (samples, values) =>
          evaluate((from, rows) => lineImages(core, samples, axes, from, rows), samples.count, values)
      : null,
    async evaluate(images, count, values) {
      if (images.length !== count * imageSize)
        throw new RangeError(`${count} images must have ${count * imageSize} values; got ${images.length}`);
      const part = (from: number, rows: number): Tensor =>
        core.tensor(rowsOf(images, from * imageSize, rows * imageSize), [rows, ...axes], 'float32');
      return evaluate(part, count, values);
    },
    close: () => evaluation.close(),
  };
}

/** Makes the tensor of `rows` images from the `from`-th on; rows beyond the last are anything finite. */
type BatchOfTensors = (from: number, rows: number) => Tensor;

interface Trial {
  classCount: number;
  output: ModelOutput;
}

/** The one place where tensors are made and given up. */
class Evaluation {
  private readonly turns = new Turns('a classifier that is closed takes no images');

  constructor(private readonly options: TfClassifierOptions) {}

  /** Values [count, classCount]; batches of a network of fixed size are filled up. One at a time: a copy has one backend. */
  evaluate(images: BatchOfTensors, count: number, asked: NetworkValues, trial: Trial): Promise<Float64Array> {
    return this.turns.run(async () => {
      const values = new Float64Array(count * trial.classCount);
      const step = this.options.shape.batchSize ?? count;
      for (let from = 0; from < count; from += step) {
        const target = values.subarray(from * trial.classCount);
        await this.part(images, { from, count: Math.min(step, count - from), rows: step }, asked, trial, target);
      }
      return values;
    });
  }

  private async part(
    images: BatchOfTensors,
    { from, count, rows }: { from: number; count: number; rows: number },
    asked: NetworkValues,
    { classCount, output }: Trial,
    target: Float64Array,
  ): Promise<void> {
    const bySoftmax = asked === 'PROBABILITIES' && output === 'LOGITS' && this.options.backend.onGpu;
    const { values } = await this.run(() => images(from, rows), rows, bySoftmax);
    if (bySoftmax) restoreLargest(values, count, classCount, target);
    else if (asked === 'SCORES') toScores(values, count, classCount, output, target);
    else toProbabilities(values, count, classCount, output, target);
  }

  /** Runs the network on images that are made inside, so that nothing is left of them. */
  private async run(
    images: () => Tensor,
    rows: number,
    bySoftmax: boolean,
  ): Promise<{ values: Float32Array; classCount: number }> {
    const { backend, network } = this.options;
    const { core } = backend.tf;
    if (core.getBackend() !== backend.name) await core.setBackend(backend.name);
    const output = this.refusing(() =>
      core.tidy(() => {
        const values = network.predict(images());
        return bySoftmax ? core.softmax(values) : values;
      }),
    );
    try {
      const values = await output.data();
      const [batch, classCount] = output.shape;
      if (output.shape.length !== 2 || batch !== rows || !classCount || !(values instanceof Float32Array))
        throw new EngineError(
          `the network must give one row of float32 values an image; for ${rows} images it gave ${output.shape.join(' x ')} of ${output.dtype}`,
        );
      return { values, classCount };
    } finally {
      output.dispose();
    }
  }

  private refusing(run: () => Tensor): Tensor {
    try {
      return run();
    } catch (error) {
      if (error instanceof EngineError) throw error;
      throw new EngineError(
        `the network must run on images of ${this.options.imageShape.join(' x ')}; ${firstLine(error)}`,
      );
    }
  }

  /** What the output is, decided once, on fixed images spread over the range of a pixel. */
  tryOut(): Promise<Trial> {
    const { imageShape, layout, shape, feed, output, backend } = this.options;
    const rows = shape.batchSize ?? TRIAL_IMAGES;
    const axes = laidOut(imageShape, layout);
    const largest = feed.inputScale === 'BYTE' ? 255 : 1;
    const images = trialImages(rows * axes[0] * axes[1] * axes[2], largest);
    return this.turns.run(async () => {
      const tensor = (): Tensor => backend.tf.core.tensor(images, [rows, ...axes], 'float32');
      const { values, classCount } = await this.run(tensor, rows, false);
      const found = output ?? outputOf(values, classCount);
      toProbabilities(values, rows, classCount, found, new Float64Array(rows * classCount));
      return { classCount, output: found };
    });
  }

  close(): Promise<void> {
    return this.turns.close(() => {
      this.options.network.dispose();
      return this.options.onClose();
    });
  }
}

/** `length` values from `start` on, zeros where there are no more. */
function rowsOf(values: Float32Array, start: number, length: number): Float32Array {
  if (start + length <= values.length) return values.slice(start, start + length);
  const rows = new Float32Array(length);
  rows.set(values.subarray(start));
  return rows;
}

/** Samples of lines: start + weight * direction, on the device. Rows beyond the last are the first start. */
function lineImages(
  core: Backend['tf']['core'],
  samples: LineSamples,
  axes: readonly [number, number, number],
  from: number,
  rows: number,
): Tensor {
  const indices = (all: Int32Array): Tensor => {
    const some = new Int32Array(rows);
    some.set(all.subarray(from, Math.min(samples.count, from + rows)));
    return core.tensor1d(some, 'int32');
  };
  const weight = core.tensor(rowsOf(samples.weight, from, rows), [rows, 1, 1, 1], 'float32');
  const starts = core.tensor(samples.starts.slice(), [samples.startCount, ...axes], 'float32');
  const directions = core.tensor(samples.directions.slice(), [samples.directionCount, ...axes], 'float32');
  const moved = core.mul(core.gather(directions, indices(samples.direction)), weight);
  return core.add(core.gather(starts, indices(samples.start)), moved);
}
