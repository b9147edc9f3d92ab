import type { ImageShape, RuntimeDescription } from './classifier.ts';

/** What a fresh network is, and how its weights are changed by a step. */
export interface TrainingOptions {
  /** small-cnn, mlp or wrn-D-K. */
  architecture: string;
  imageShape: ImageShape;
  classCount: number;
  /** Of the weights that it starts with. */
  seed: number;
  /** Weight decay lambda: lambda / 2 times the squared L2 norm of all kernels (of convolutions and dense layers) is added to the loss. */
  weightDecay: number;
}

/**
 * A network that is being trained, by stochastic gradient descent with Nesterov momentum 0.9; gradients are cut to a global
 * norm of 5. Images are in normalised pixel space, height x width x channels. Calls run one after another, in their order.
 */
export interface NetworkInTraining {
  readonly parameterCount: number;
  /**
   * One step on a batch. `targets` [count, classCount], rows sum to 1. Resolves to the batch's mean cross-entropy before the
   * step, weight decay left out. Images and targets must stay as they are until it settles.
   */
  step(images: Float32Array, targets: Float32Array, count: number, learningRate: number): Promise<number>;
  /** Scores (logits) [count, classCount] as the trained network gives them: nothing of it changes. */
  scores(images: Float32Array, count: number): Promise<Float32Array>;
  /** Everything that the next step depends on: weights, moving means and variances, momentum, exactly. */
  checkpoint(): Promise<Uint8Array>;
  /** Goes on from a checkpoint of an equal network. Throws EngineError where it is none. */
  restore(checkpoint: Uint8Array): Promise<void>;
  /** The network as a model that can be measured: a TF.js layers model that gives scores, as a zip archive. */
  model(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Where networks are trained. */
export interface Trainer {
  /** What runs it, e.g. tfjs/wasm. */
  readonly runtime: string;
  /** The device in words. */
  readonly device: string;
  /** A fresh network: the same options give the same weights on every runtime. Throws EngineError for an architecture that does not exist or does not fit. */
  start(options: TrainingOptions): Promise<NetworkInTraining>;
}

/** What a package of runtimes that train gives: Trainers. */
export interface TrainerAdapter {
  /** Every runtime on which it trains, best first on this machine. */
  describe(): Promise<RuntimeDescription[]>;
  /** Throws EngineError where that runtime is not there. */
  open(runtime: string): Promise<Trainer>;
}
