import type { ImageShape } from '@passband/spectrum';

export type { ImageShape };

/** What a network's file says it gives: unnormalised scores (softmax is applied here) or class probabilities. */
export type ModelOutput = 'LOGITS' | 'PROBABILITIES';
/** Pixels as 0..1 before mean and std, or as 0..255. */
export type InputScale = 'UNIT' | 'BYTE';
export type InputLayout = 'NCHW' | 'NHWC';

/** What a network is fed. Null mean and std: the dataset's. Null layout: the file's own shape decides. */
export interface ModelFeed {
  inputMean: number[] | null;
  inputStd: number[] | null;
  inputScale: InputScale;
  inputLayout: InputLayout | null;
}

/** What a model's file is. */
export type ModelFileFormat = 'ONNX' | 'TF_SAVED_MODEL' | 'TFJS_GRAPH' | 'TFJS_LAYERS';

/** The facts of a network that are read from its file. Null where the file leaves them free. */
export interface ModelFacts {
  format: ModelFileFormat;
  /** As the file has it, the batch axis left out; null for an axis of free size. */
  inputShape: (number | null)[];
  inputLayout: InputLayout;
  classCount: number | null;
  parameterCount: number;
  /** Files beside the model's that hold weights of it, relative to its folder; left out where there are none. */
  weightFiles?: string[];
}

/** What is asked of a network: class probabilities, or its scores: logits, of a network that gives probabilities ln p. */
export type NetworkValues = 'PROBABILITIES' | 'SCORES';

/**
 * Images on straight lines, as a device makes them from their end points: sample k is
 * `starts[start[k]] + weight[k] * directions[direction[k]]`. All images are what the network is fed.
 */
export interface LineSamples {
  /** [startCount, imageSize]. */
  starts: Float32Array;
  startCount: number;
  /** What is added at weight 1 [directionCount, imageSize]: of a linear path x_1 - x_0. */
  directions: Float32Array;
  directionCount: number;
  /** By sample: which of `starts`, which of `directions`, how much of it. */
  start: Int32Array;
  direction: Int32Array;
  weight: Float32Array;
  /** Number of samples. */
  count: number;
}

/**
 * A network that is ready to be evaluated: images in, class probabilities out.
 * Images are already what the network is fed (its layout, mean, std and scale): see `feedOf`.
 */
export interface Classifier {
  /** What runs it, e.g. onnx/cpu. */
  readonly runtime: string;
  /** The device in words, e.g. the processor's name. */
  readonly device: string;
  readonly classCount: number;
  readonly inputLayout: InputLayout;
  readonly output: ModelOutput;
  /** Batches that it works on side by side; more than that wait. At least 1; above 1 images may come in shared memory. */
  readonly batchesAtOnce: number;
  /**
   * Values [count, classCount] of `count` images laid one after another, probabilities when left out.
   * In float64: a confident network's 1 - 1e-9 would be 1 in float32. The images must stay as they are until it settles;
   * the values are the caller's. Throws EngineError where an output is not finite.
   */
  evaluate(images: Float32Array, count: number, values?: NetworkValues): Promise<Float64Array>;
  /** The same of samples that are made on the device. Null where that is no gain: then they are made outside and `evaluate`d. */
  readonly evaluateLines: ((samples: LineSamples, values?: NetworkValues) => Promise<Float64Array>) | null;
  close(): Promise<void>;
}

/** A place where networks are evaluated. */
export interface RuntimeDescription {
  name: string;
  available: boolean;
  device: string | null;
  /** Why it is not available, and what would make it so. */
  reason: string | null;
}

export interface OpenClassifierOptions {
  /** A runtime's name, e.g. onnx/cpu; never auto. */
  runtime: string;
  feed: ModelFeed;
  /** Null: decided by the values that the network gives. */
  output: ModelOutput | null;
  imageShape: ImageShape;
  /** Of one evaluation; all cores when left out. */
  threads?: number;
}

/** What a package of runtimes gives: Classifiers out of model files. */
export interface RuntimeAdapter {
  /** Formats that it reads. */
  readonly formats: readonly ModelFileFormat[];
  /** Every runtime it has, best first on this machine: one that a processor only emulates stands behind the processor's own. */
  describe(): Promise<RuntimeDescription[]>;
  /** Null where the path is no file or folder of its formats. Throws EngineError where it is one that cannot be measured. */
  readFacts(path: string): Promise<ModelFacts | null>;
  /** Throws EngineError: not a network that can be measured, images that do not fit, values that are not finite. */
  open(path: string, options: OpenClassifierOptions): Promise<Classifier>;
}
