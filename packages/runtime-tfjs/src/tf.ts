import type { loadGraphModel } from '@tensorflow/tfjs-converter';
import type * as core from '@tensorflow/tfjs-core';
import type { input, layers, loadLayersModel, model } from '@tensorflow/tfjs-layers';

/** A SavedModel as TensorFlow's binding runs it. */
export interface TfSavedModel {
  predict(images: core.Tensor): core.Tensor | core.Tensor[] | core.NamedTensorMap;
  dispose(): void;
}

/**
 * One copy of TensorFlow.js. There may be two in a process: ours, with WebAssembly and WebGPU, and the one that
 * TensorFlow's binding brings; tensors of one are none of the other's, so it is handed on, never imported.
 */
export interface Tf {
  core: typeof core;
  loadGraphModel: typeof loadGraphModel;
  loadLayersModel: typeof loadLayersModel;
  /** What networks are built of. */
  layers: typeof layers;
  input: typeof input;
  model: typeof model;
  /** Null where there is no TensorFlow. */
  loadSavedModel: ((folder: string, tags: string[], signature: string) => Promise<TfSavedModel>) | null;
}

/** A copy with the backend that computes, and the device in words. */
export interface Backend {
  tf: Tf;
  /** As TensorFlow.js names it: wasm, webgpu, tensorflow. */
  name: string;
  device: string;
  /** Images of lines are made there, and softmax is taken there. */
  onGpu: boolean;
}
