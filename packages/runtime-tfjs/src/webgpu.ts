import { existsSync } from 'node:fs';
import { type FoundAdapter, probeAdapter } from './webgpu-probe.ts';

let found: Promise<FoundAdapter | null> | null = null;
let installed: Promise<void> | null = null;

/** The WebGPU adapter that is here, tried out once; null where there is none. Throws where it does not compute. */
export function findAdapter(): Promise<FoundAdapter | null> {
  found ??= mayHaveAdapter() ? probeAdapter() : Promise.resolve(null);
  return found;
}

/** Puts Dawn's WebGPU where TensorFlow.js looks for it, once. For adapters that were tried out. */
export function installDawn(): Promise<void> {
  installed ??= install();
  return installed;
}

/** Device files of GPUs on Linux, and variables that name drivers: without any, Dawn finds nothing and says so on stderr. */
const DEVICE_FILES = ['/dev/nvidia0', '/dev/dri', '/dev/kfd', '/dev/dxg'];
const DRIVER_VARIABLES = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];

function mayHaveAdapter(): boolean {
  if (process.platform !== 'linux') return true;
  return DEVICE_FILES.some((path) => existsSync(path)) || DRIVER_VARIABLES.some((name) => process.env[name]);
}

async function install(): Promise<void> {
  const { create, globals } = await import('webgpu');
  const gpu = create([]);
  Object.assign(globalThis, globals);
  // Node 20 has no navigator; later ones have one without a GPU.
  const navigator: unknown = Reflect.get(globalThis, 'navigator');
  if (typeof navigator === 'object' && navigator !== null) Object.defineProperty(navigator, 'gpu', { value: gpu });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu } });
}
