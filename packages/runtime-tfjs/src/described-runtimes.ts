import { firstLine, type RuntimeDescription } from '@passband/engine';
import { processor } from './own-copy.ts';
import { tensorflowDevice, tensorflowFolder, tensorflowHasGpu } from './tensorflow.ts';
import { cudaProblem } from './tensorflow-probe.ts';
import { findAdapter } from './webgpu.ts';

/** Builds TensorFlow. */
export const BUILD = 'npm run tensorflow';

/** Every runtime for TensorFlow's formats, best first; a WebGPU adapter that the processor emulates comes last. */
export async function describeTfjsRuntimes(): Promise<RuntimeDescription[]> {
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
    return unavailable(`WebGPU could not be started (${firstLine(error)})`);
  }
}
