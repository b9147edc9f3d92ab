import { existsSync } from 'node:fs';

/** A WebGPU adapter as it is described. */
export interface FoundAdapter {
  name: string;
  /** The processor runs it: slower than WebAssembly. */
  emulated: boolean;
}

let found: Promise<FoundAdapter | null> | null = null;

/** Puts Dawn's WebGPU where TensorFlow.js looks for it, once, and says which adapter it has; null where it has none. */
export function findAdapter(): Promise<FoundAdapter | null> {
  found ??= installDawn();
  return found;
}

/** Device files of GPUs on Linux, and variables that name drivers: without any, Dawn finds nothing and says so on stderr. */
const DEVICE_FILES = ['/dev/nvidia0', '/dev/dri', '/dev/kfd', '/dev/dxg'];
const DRIVER_VARIABLES = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];

function mayHaveAdapter(): boolean {
  if (process.platform !== 'linux') return true;
  return DEVICE_FILES.some((path) => existsSync(path)) || DRIVER_VARIABLES.some((name) => process.env[name]);
}

async function installDawn(): Promise<FoundAdapter | null> {
  if (!mayHaveAdapter()) return null;
  const { create, globals } = await import('webgpu');
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  Object.assign(globalThis, globals);
  // Node 20 has no navigator; later ones have one without a GPU.
  const navigator: unknown = Reflect.get(globalThis, 'navigator');
  if (typeof navigator === 'object' && navigator !== null) Object.defineProperty(navigator, 'gpu', { value: gpu });
  else Object.defineProperty(globalThis, 'navigator', { value: { gpu } });
  const { vendor, architecture, device, description } = adapter.info;
  const name = description || device || [vendor, architecture].filter(Boolean).join(' ') || 'GPU';
  return {
    name,
    emulated: /swiftshader|llvmpipe|lavapipe/i.test(`${vendor} ${architecture} ${device} ${description}`),
  };
}
