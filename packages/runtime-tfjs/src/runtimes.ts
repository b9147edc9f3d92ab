import {
  type Classifier,
  EngineError,
  fittingLayout,
  type ModelFacts,
  type OpenClassifierOptions,
  type RuntimeAdapter,
  type RuntimeDescription,
} from '@passband/engine';
import { type LocatedModel, locateModel } from './located-model.ts';
import { loadNetwork, shapeOf } from './network.ts';
import { processor, wasmBackend, webgpuBackend } from './own-copy.ts';
import { tensorflowBackend, tensorflowDevice, tensorflowFolder, tensorflowHasGpu } from './tensorflow.ts';
import { cudaProblem } from './tensorflow-probe.ts';
import type { Backend } from './tf.ts';
import { tfClassifier } from './tf-classifier.ts';
import { findAdapter, installDawn } from './webgpu.ts';

const BUILD = 'npm run tensorflow';

/** Every runtime for TensorFlow's formats, best first; a WebGPU adapter that the processor emulates comes last. */
async function describe(): Promise<RuntimeDescription[]> {
  const webgpu = await describeWebgpu();
  const wasm = { name: 'tfjs/wasm', available: true, device: `${processor()}, one core`, reason: null };
  const ours = webgpu.emulated ? [wasm, webgpu.description] : [webgpu.description, wasm];
  return [...(await describeTensorflow()), ...ours];
}

async function describeTensorflow(): Promise<RuntimeDescription[]> {
  const folder = tensorflowFolder();
  const missing = (name: string, reason: string) => ({ name, available: false, device: null, reason });
  if (!folder)
    return [
      missing('tensorflow/cuda', `TensorFlow is not built here; ${BUILD} -- --cuda builds it`),
      missing('tensorflow/cpu', `TensorFlow is not built here; ${BUILD} builds it`),
    ];
  const problem = tensorflowHasGpu(folder)
    ? await cudaProblem(folder)
    : `it needs an NVIDIA GPU and ${BUILD} -- --cuda`;
  const cuda =
    problem === null
      ? { name: 'tensorflow/cuda', available: true, device: tensorflowDevice(true), reason: null }
      : missing('tensorflow/cuda', `${problem}; use tensorflow/cpu`);
  return [cuda, { name: 'tensorflow/cpu', available: true, device: tensorflowDevice(false), reason: null }];
}

async function describeWebgpu(): Promise<{ description: RuntimeDescription; emulated: boolean }> {
  const name = 'tfjs/webgpu';
  const unavailable = (why: string) => ({
    description: {
      name,
      available: false,
      device: null,
      reason: `${why}; it needs a GPU with a driver for Vulkan, Metal or Direct3D 12`,
    },
    emulated: false,
  });
  try {
    const adapter = await findAdapter();
    if (!adapter) return unavailable('no WebGPU adapter was found');
    return { description: { name, available: true, device: adapter.name, reason: null }, emulated: adapter.emulated };
  } catch (error) {
    return unavailable(
      `WebGPU could not be started (${error instanceof Error ? error.message.split('\n', 1)[0] : error})`,
    );
  }
}

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

const backends = new Map<string, Promise<Backend>>();

/** The backend of a runtime, started when it is first asked for. Throws EngineError where it is not there. */
async function backendOf(runtime: string): Promise<Backend> {
  const known = backends.get(runtime);
  if (known) return known;
  const described = (await describe()).find(({ name }) => name === runtime);
  if (!described?.available)
    throw new EngineError(`runtime ${runtime} is not available${described ? `: ${described.reason}` : ''}`);
  const starting = startBackend(runtime);
  backends.set(runtime, starting);
  starting.catch(() => backends.delete(runtime));
  return starting;
}

async function startBackend(runtime: string): Promise<Backend> {
  if (runtime === 'tfjs/wasm') return wasmBackend();
  if (runtime === 'tfjs/webgpu') {
    const adapter = await findAdapter();
    await installDawn();
    return webgpuBackend(adapter?.name ?? 'GPU');
  }
  const folder = tensorflowFolder();
  if (!folder)
    throw new EngineError(`runtime ${runtime} is not available: TensorFlow is not built here; ${BUILD} builds it`);
  return tensorflowBackend(folder, runtime === 'tensorflow/cuda');
}

/** TensorFlow SavedModels and TF.js models, by TensorFlow itself, WebGPU or WebAssembly. */
export const tfjsRuntimes: RuntimeAdapter = {
  formats: ['TF_SAVED_MODEL', 'TFJS_GRAPH', 'TFJS_LAYERS'],
  describe,
  readFacts,
  open,
};
