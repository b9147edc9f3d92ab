import {
  type Classifier,
  EngineError,
  fittingLayout,
  type ModelFacts,
  type OpenClassifierOptions,
  type RuntimeAdapter,
} from '@passband/engine';
import { backendOf } from './backends.ts';
import { describeTfjsRuntimes } from './described-runtimes.ts';
import { type LocatedModel, locateModel } from './located-model.ts';
import { loadNetwork, shapeOf } from './network.ts';
import { tfClassifier } from './tf-classifier.ts';

async function readFacts(path: string): Promise<ModelFacts | null> {
  const model = await locateModel(path);
  if (!model) return null;
  try {
    const { format, inputShape, inputLayout, classCount, parameterCount } = await shapeOf(model);
    return { format, inputShape, inputLayout, classCount, parameterCount };
  } finally {
    await model.remove();
  }
}

async function open(path: string, options: OpenClassifierOptions): Promise<Classifier> {
  const model = await locateModel(path);
  if (!model) throw new EngineError(`the model must be a TensorFlow SavedModel or a TF.js model; ${path} is none`);
  try {
    return await openLocated(model, options);
  } catch (error) {
    await model.remove();
    throw error;
  }
}

async function openLocated(model: LocatedModel, { runtime, ...options }: OpenClassifierOptions): Promise<Classifier> {
  const shape = await shapeOf(model);
  const layout = fittingLayout(shape, options.imageShape, options.feed.inputLayout);
  const backend = await backendOf(runtime);
  const network = await loadNetwork(backend.tf, model);
  try {
    return await tfClassifier({ ...options, runtime, backend, network, shape, layout, onClose: model.remove });
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** TensorFlow SavedModels and TF.js models, by TensorFlow itself, WebGPU or WebAssembly. */
export const tfjsRuntimes: RuntimeAdapter = {
  formats: ['TF_SAVED_MODEL', 'TFJS_GRAPH', 'TFJS_LAYERS'],
  describe: describeTfjsRuntimes,
  readFacts,
  open,
};
