import type { RuntimeDescription } from '@passband/engine';
import { graphicsDevice, mayHaveGraphicsDevice } from './graphics-device.ts';
import { probeProvider } from './provider-probe.ts';

const NAME = 'onnx/webgpu';
const REMEDY = 'it needs a GPU with a driver for Vulkan (Linux), Metal or Direct3D 12; use onnx/cpu';

/** onnx/webgpu as it is here. `emulated`: the processor runs it, more slowly than it runs onnx/cpu. */
export async function describeWebGpu(): Promise<{ description: RuntimeDescription; emulated: boolean }> {
  if (!mayHaveGraphicsDevice()) return unavailable('no GPU was found');
  const probe = await probeProvider('webgpu');
  if ('reason' in probe) return unavailable(probe.reason);
  const { name: device, emulated } = graphicsDevice(probe.libraries);
  return { description: { name: NAME, available: true, device, reason: null }, emulated };
}

function unavailable(why: string): { description: RuntimeDescription; emulated: boolean } {
  const reason = `${why}; ${REMEDY}`;
  return { description: { name: NAME, available: false, device: null, reason }, emulated: false };
}
