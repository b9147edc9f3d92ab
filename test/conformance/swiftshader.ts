import { existsSync } from 'node:fs';
import path from 'node:path';
import { unpackChromium } from '../end-to-end/unpack-chromium.ts';

/**
 * What a process needs in its environment to find SwiftShader, a Vulkan driver that the processor runs: WebGPU without a GPU.
 * The driver comes with the browser of an npm package. Slow: seconds for a network's first batch.
 * It is for Linux on x64; `there` is false elsewhere, and where the browser does not bring it.
 */
export async function unpackSwiftShader(): Promise<{ there: boolean; env: NodeJS.ProcessEnv }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return NOT_THERE;
  const folder = await unpackChromium();
  const icd = path.join(folder, 'vk_swiftshader_icd.json');
  return existsSync(icd) ? { there: true, env: { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: icd } } : NOT_THERE;
}

const NOT_THERE = { there: false, env: {} };
