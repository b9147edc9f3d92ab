import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineError } from '@passband/engine';
import { processor } from './own-copy.ts';
import { NO_GPU } from './tensorflow-probe.ts';
import type { Backend } from './tf.ts';

const BINDING = join('node_modules', '@tensorflow', 'tfjs-node-gpu');
const READY = 'ready-tensorflow';
const READY_FOR_CUDA = /^ready-tensorflow-\d/;

/**
 * Where `npm run tensorflow` put TensorFlow, looked for upwards from wherever this code runs; null where it is not, or its
 * build did not end: the mark ready-* is written last.
 */
export function tensorflowFolder(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, '.tensorflow');
    if (existsSync(join(candidate, BINDING, 'lib')) && isReady(candidate)) return candidate;
    if (folder === dirname(folder)) return null;
  }
}

function isReady(folder: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(READY));
}

/** Whether the library that was built uses NVIDIA GPUs, and one is there. */
export function tensorflowHasGpu(folder: string): boolean {
  return existsSync('/dev/nvidia0') && readdirSync(folder).some((name) => READY_FOR_CUDA.test(name));
}

/**
 * TensorFlow through its binding for Node, with the copy of TensorFlow.js that the binding brings. Throws EngineError where
 * a GPU is asked for and TensorFlow found none.
 */
export async function tensorflowBackend(folder: string, onGpu: boolean): Promise<Backend> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Four digits are promised: the tensor cores' short multiplication keeps three.
  process.env.NVIDIA_TF32_OVERRIDE = '0';
  if (!onGpu) process.env.CUDA_VISIBLE_DEVICES = '';
  const core = createRequire(join(folder, 'x.cjs'))('@tensorflow/tfjs-node-gpu');
  core.env().set('PROD', true);
  await core.ready();
  if (onGpu && core.backend().isUsingGpuDevice !== true) throw new EngineError(`${NO_GPU}; use tensorflow/cpu`);
  const loadSavedModel = (model: string, tags: string[], signature: string) =>
    core.node.loadSavedModel(model, tags, signature);
  const { loadGraphModel, loadLayersModel, layers, input, model } = core;
  const tf = { core, loadGraphModel, loadLayersModel, layers, input, model, loadSavedModel };
  return { tf, name: 'tensorflow', device: tensorflowDevice(onGpu), onGpu };
}

export function tensorflowDevice(onGpu: boolean): string {
  return onGpu ? 'NVIDIA GPU' : `${processor()}, ${availableParallelism()} cores`;
}
