import type { Trainer, TrainerAdapter } from '@passband/engine';
import { backendOf } from '../backends.ts';
import { describeTfjsRuntimes } from '../described-runtimes.ts';
import { startNetwork } from './tf-network-in-training.ts';

async function open(runtime: string): Promise<Trainer> {
  const backend = await backendOf(runtime);
  return { runtime, device: backend.device, start: (options) => startNetwork(backend, options) };
}

/** Training on TensorFlow itself, WebGPU or WebAssembly. */
export const tfjsTrainers: TrainerAdapter = { describe: describeTfjsRuntimes, open };
