import path from 'node:path';
import { type UnpackedChromium, unpackChromium } from '../end-to-end/unpack-chromium.ts';

/**
 * What a process needs in its environment to find SwiftShader, a Vulkan driver that the processor runs: WebGPU without a GPU.
 * The driver comes with the browser of an npm package. Slow: seconds for a network's first batch.
 */
export async function unpackSwiftShader(): Promise<{ env: NodeJS.ProcessEnv; remove(): Promise<void> }> {
  const { folder, remove }: UnpackedChromium = await unpackChromium();
  return {
    env: { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: path.join(folder, 'vk_swiftshader_icd.json') },
    remove,
  };
}
