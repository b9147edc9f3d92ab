import { EngineError } from '@passband/engine';
import { BUILD, describeTfjsRuntimes } from './described-runtimes.ts';
import { wasmBackend, webgpuBackend } from './own-copy.ts';
import { tensorflowBackend, tensorflowFolder } from './tensorflow.ts';
import type { Backend } from './tf.ts';
import { findAdapter, installDawn } from './webgpu.ts';

const backends = new Map<string, Promise<Backend>>();

/** The backend of a runtime, started when it is first asked for. Throws EngineError where it is not there. */
export async function backendOf(runtime: string): Promise<Backend> {
  const known = backends.get(runtime);
  if (known) return known;
  const described = (await describeTfjsRuntimes()).find(({ name }) => name === runtime);
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
