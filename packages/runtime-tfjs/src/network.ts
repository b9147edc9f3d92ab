import { join } from 'node:path';
import { EngineError, firstLine, type NetworkShape } from '@passband/engine';
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import { declaredGraph } from './graph-model.ts';
import { declaredLayers } from './layers-model.ts';
import type { LocatedModel } from './located-model.ts';
import { readModelJson } from './model-json.ts';
import { networkShape } from './network-shape.ts';
import { readSavedModel } from './saved-model.ts';
import type { Tf } from './tf.ts';
import { handlerOf } from './weights.ts';

/** A network on a copy of TensorFlow.js. */
export interface Network {
  /** Its output for one batch; both tensors are the caller's. */
  predict(images: Tensor): Tensor;
  dispose(): void;
}

/** The network's shape, from its files alone. Throws EngineError where it cannot be measured. */
export async function shapeOf({ format, folder }: LocatedModel): Promise<NetworkShape> {
  if (format === 'TF_SAVED_MODEL') return networkShape((await readSavedModel(folder)).declared);
  const file = join(folder, 'model.json');
  const model = await readModelJson(file);
  return networkShape(format === 'TFJS_GRAPH' ? declaredGraph(model, file) : declaredLayers(model, file));
}

/** Loads it. Throws EngineError where TensorFlow refuses it. */
export async function loadNetwork(tf: Tf, { format, folder }: LocatedModel): Promise<Network> {
  try {
    if (format === 'TF_SAVED_MODEL') return await loadSaved(tf, folder);
    const handler = handlerOf(await readModelJson(join(folder, 'model.json')));
    const model = await (format === 'TFJS_GRAPH' ? tf.loadGraphModel(handler) : tf.loadLayersModel(handler));
    return { predict: (images) => single(model.predict(images)), dispose: () => model.dispose() };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(`the model must be one that TensorFlow can load; ${folder}: ${firstLine(error)}`);
  }
}

async function loadSaved(tf: Tf, folder: string): Promise<Network> {
  if (!tf.loadSavedModel) throw new EngineError('a SavedModel runs on tensorflow/* only');
  const { tags, signature } = await readSavedModel(folder);
  const model = await tf.loadSavedModel(folder, tags, signature);
  return { predict: (images) => single(model.predict(images)), dispose: () => model.dispose() };
}

function single(output: Tensor | Tensor[] | NamedTensorMap): Tensor {
  const tensors = isTensor(output) ? [output] : Object.values(output);
  const [only] = tensors;
  if (only && tensors.length === 1) return only;
  throw new EngineError(`the network must have one output; it gave ${tensors.length}`);
}

function isTensor(output: Tensor | Tensor[] | NamedTensorMap): output is Tensor {
  return 'dataSync' in output && typeof output.dataSync === 'function';
}
