import { type NetworkInTraining, sizeOf, type TrainingOptions } from '@passband/engine';
import type { Rank, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildNetwork } from '../architectures/build-network.ts';
import type { Backend } from '../tf.ts';
import { Turns } from '../turns.ts';
import { memoryError } from '../wasm-memory.ts';
import { type CheckpointHead, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { drawWeights, isKernel } from './initial-weights.ts';
import { Nesterov } from './nesterov.ts';
import { networkArchive } from './network-archive.ts';
import { scoresInTraining, variableOf } from './training-pass.ts';

/** A fresh network on a backend. Throws EngineError for an architecture that does not exist or does not fit. */
export async function startNetwork(backend: Backend, options: TrainingOptions): Promise<NetworkInTraining> {
  await activate(backend);
  const network = buildNetwork(backend.tf, options);
  drawWeights(backend.tf.core, network, options.seed);
  return new TfNetworkInTraining(backend, network, options);
}

/** A layers model with its momentum: the one place where tensors of a training are made and given up. */
class TfNetworkInTraining implements NetworkInTraining {
  readonly parameterCount: number;
  private readonly trained: Variable[];
  private readonly descent: Nesterov;
  private readonly turns = new Turns('a training that is closed goes no further');

  constructor(
    private readonly backend: Backend,
    private readonly network: LayersModel,
    private readonly options: TrainingOptions,
  ) {
    const { core } = backend.tf;
    this.parameterCount = network.countParams();
    const weights = network.trainableWeights.map((weight) => ({
      ...{ name: weight.originalName, variable: variableOf(core, weight), decays: isKernel(weight.originalName) },
    }));
    this.trained = weights.map(({ variable }) => variable);
    this.descent = new Nesterov(core, weights, options.weightDecay);
  }

  step(images: Float32Array, targets: Float32Array, count: number, learningRate: number): Promise<number> {
    this.checkLength('images', images, count, sizeOf(this.options.imageShape));
    this.checkLength('targets', targets, count, this.options.classCount);
    return this.inTurn(async () => {
      const [loss] = await this.read(() => this.move(images, targets, count, learningRate));
      return loss ?? Number.NaN;
    });
  }

  scores(images: Float32Array, count: number): Promise<Float32Array> {
    this.checkLength('images', images, count, sizeOf(this.options.imageShape));
    return this.inTurn(() => this.read(() => single(this.network.predictOnBatch(this.batch(images, count)))));
  }

  checkpoint(): Promise<Uint8Array> {
    return this.inTurn(async () => {
      const arrays: Float32Array[] = [];
      for (const { variable } of this.state()) arrays.push(await variable.data<'float32'>());
      return encodeCheckpoint(this.head(), arrays);
    });
  }

  restore(checkpoint: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      const arrays = decodeCheckpoint(checkpoint, this.head());
      const { core } = this.backend.tf;
      core.tidy(() => {
        for (const [k, { variable }] of this.state().entries())
          variable.assign(core.tensor(arrays[k] ?? [], variable.shape, 'float32'));
      });
    });
  }

  model(): Promise<Uint8Array> {
    return this.inTurn(() => networkArchive(this.backend.tf.core, this.network));
  }

  close(): Promise<void> {
    return this.turns.close(() => {
      this.descent.dispose();
      this.network.dispose();
    });
  }

  /** Moves the weights; gives the mean cross-entropy before. */
  private move(images: Float32Array, targets: Float32Array, count: number, learningRate: number): Tensor {
    const { core } = this.backend.tf;
    const batch = this.batch(images, count);
    const wanted = core.tensor(targets.slice(), [count, this.options.classCount], 'float32');
    const { value, grads } = core.variableGrads(() => {
      const scores = scoresInTraining(core, this.network, batch);
      return core.reshape<Rank.R0>(
        core.losses.softmaxCrossEntropy(wanted, scores, undefined, 0, core.Reduction.MEAN),
        [],
      );
    }, this.trained);
    this.descent.step(grads, learningRate);
    return value;
  }

  private batch(images: Float32Array, count: number): Tensor {
    return this.backend.tf.core.tensor(images.slice(), [count, ...this.options.imageShape], 'float32');
  }

  /** The values of a tensor that is made inside, so that nothing is left of it. */
  private async read(make: () => Tensor): Promise<Float32Array> {
    const tensor = this.computed(make);
    try {
      return await tensor.data<'float32'>();
    } finally {
      tensor.dispose();
    }
  }

  private computed(make: () => Tensor): Tensor {
    try {
      return this.backend.tf.core.tidy(make);
    } catch (error) {
      throw memoryError(error);
    }
  }

  /** Everything that the next step depends on, by name. */
  private state(): { name: string; variable: Variable }[] {
    const { core } = this.backend.tf;
    const weights = this.network.weights.map((weight) => ({
      ...{ name: weight.originalName, variable: variableOf(core, weight) },
    }));
    return [...weights, ...this.descent.momenta.map((variable, k) => ({ name: `momentum/${k}`, variable }))];
  }

  private head(): CheckpointHead {
    const { architecture, imageShape, classCount } = this.options;
    const arrays = this.state().map(({ name, variable }) => ({ name, shape: variable.shape }));
    return { architecture, imageShape, classCount, arrays };
  }

  private checkLength(what: string, values: Float32Array, count: number, each: number): void {
    if (values.length !== count * each || count < 1)
      throw new RangeError(`${count} ${what} must be 1 or more and have ${each} values each; got ${values.length}`);
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    return this.turns.run(async () => {
      await activate(this.backend);
      return run();
    });
  }
}

/** A copy of TensorFlow.js computes on one backend at a time. */
async function activate({ tf: { core }, name }: Backend): Promise<void> {
  while (core.getBackend() !== name) await core.setBackend(name);
}

function single(output: Tensor | Tensor[]): Tensor {
  const [first] = Array.isArray(output) ? output : [output];
  if (!first) throw new TypeError('a network in training must have one output');
  return first;
}
