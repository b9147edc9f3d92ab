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

/** Height, width, channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** The facts of a network that are read from its file. Null where the file leaves them free. */
export interface ModelFacts {
  format: 'ONNX';
  /** As the file has it, the batch axis left out; null for an axis of free size. */
  inputShape: (number | null)[];
  inputLayout: InputLayout;
  classCount: number | null;
  parameterCount: number;
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
  /**
   * Class probabilities [count, classCount] of `count` images laid one after another.
   * In float64: a confident network's 1 - 1e-9 would be 1 in float32. Valid until the next call. Throws EngineError where an output is not finite.
   */
  evaluate(images: Float32Array, count: number): Promise<Float64Array>;
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
