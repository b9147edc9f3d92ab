import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RuntimeDescription } from '@passband/engine';
import { nvidiaModel } from './graphics-device.ts';
import { probeProvider } from './provider-probe.ts';

const NAME = 'onnx/cuda';
const INSTALL = 'npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12';

/** onnx/cuda as it is here: onnxruntime has it on Linux and x64, with libraries that its install script downloads when it is asked to. */
export async function describeCuda(): Promise<RuntimeDescription> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return unavailable(`onnxruntime has CUDA on Linux and x64 only; this is ${process.platform} and ${process.arch}`);
  if (!existsSync(providerLibrary()))
    return unavailable(`onnxruntime's CUDA libraries are not installed; with a GPU: ${INSTALL}`);
  // Read by CUDA's own libraries when they are loaded. Inherited by the process that tries it out.
  process.env.NVIDIA_TF32_OVERRIDE = '0';
  const probe = await probeProvider('cuda');
  if ('reason' in probe) return unavailable(`${probe.reason}; it needs an NVIDIA GPU, CUDA 12 and cuDNN 9`);
  return { name: NAME, available: true, device: nvidiaModel() ?? 'NVIDIA GPU', reason: null };
}

function unavailable(reason: string): RuntimeDescription {
  return { name: NAME, available: false, device: null, reason };
}

function providerLibrary(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
  return join(folder, 'bin', 'napi-v6', process.platform, process.arch, 'libonnxruntime_providers_cuda.so');
}
