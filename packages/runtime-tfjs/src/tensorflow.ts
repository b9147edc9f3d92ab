import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processor } from './own-copy.ts';
import type { Backend } from './tf.ts';

const BINDING = join('node_modules', '@tensorflow', 'tfjs-node-gpu');

/** Where `npm run tensorflow` put TensorFlow, looked for upwards from wherever this code runs; null where it is not. */
export function tensorflowFolder(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, '.tensorflow');
    if (existsSync(join(candidate, BINDING, 'lib'))) return candidate;
    if (folder === dirname(folder)) return null;
  }
}

/** Whether the library that was built uses NVIDIA GPUs, and one is there. */
export function tensorflowHasGpu(folder: string): boolean {
  return existsSync('/dev/nvidia0') && existsSync(join(folder, 'ready-tensorflow-2.18.1'));
}

/** TensorFlow through its binding for Node, with the copy of TensorFlow.js that the binding brings. */
export async function tensorflowBackend(folder: string, onGpu: boolean): Promise<Backend> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // Four digits are promised: the tensor cores' short multiplication keeps three.
  process.env.NVIDIA_TF32_OVERRIDE = '0';
  if (!onGpu) process.env.CUDA_VISIBLE_DEVICES = '';
  const core = createRequire(join(folder, 'x.cjs'))('@tensorflow/tfjs-node-gpu');
  core.env().set('IS_TEST', true);
  await core.ready();
  const loadSavedModel = (model: string, tags: string[], signature: string) =>
    core.node.loadSavedModel(model, tags, signature);
  const tf = { core, loadGraphModel: core.loadGraphModel, loadLayersModel: core.loadLayersModel, loadSavedModel };
  return { tf, name: 'tensorflow', device: tensorflowDevice(onGpu), onGpu };
}

export function tensorflowDevice(onGpu: boolean): string {
  return onGpu ? 'NVIDIA GPU' : `${processor()}, ${availableParallelism()} cores`;
}
