import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import type { Backend, Tf } from './tf.ts';
import { registerConvolutionGradients } from './training/wasm-convolution-gradients.ts';
import { guardMemory } from './wasm-memory.ts';

// The packages' CommonJS builds: their ES modules leave out file extensions, which Node refuses.
const require = createRequire(import.meta.url);

/** Our copy of TensorFlow.js; loaded when it is first needed, since it takes a while. */
function ownCopy(): Tf {
  const { loadGraphModel } = require('@tensorflow/tfjs-converter');
  const { input, layers, loadLayersModel, model } = require('@tensorflow/tfjs-layers');
  const core = require('@tensorflow/tfjs-core');
  return { core, loadGraphModel, loadLayersModel, layers, input, model, loadSavedModel: null };
}

/** The processor's name. */
export function processor(): string {
  return cpus()[0]?.model.trim() || process.arch;
}

export async function wasmBackend(): Promise<Backend> {
  const tf = ownCopy();
  require('@tensorflow/tfjs-backend-wasm');
  await start(tf, 'wasm');
  registerConvolutionGradients(tf.core);
  guardMemory(tf.core.backend());
  return { tf, name: 'wasm', device: `${processor()}, one core`, onGpu: false };
}

/** WebGPU has to be where TensorFlow.js looks for it: see `installDawn`. */
export async function webgpuBackend(device: string): Promise<Backend> {
  const tf = ownCopy();
  require('@tensorflow/tfjs-backend-webgpu');
  await start(tf, 'webgpu');
  return { tf, name: 'webgpu', device, onGpu: true };
}

async function start({ core }: Tf, name: string): Promise<void> {
  // Keeps back its hint to install the binding, which `npm run tensorflow` does.
  core.env().set('PROD', true);
  if (!(await core.setBackend(name))) throw new Error(`TensorFlow.js could not start its backend ${name}`);
  await core.ready();
}
