import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { firstLine } from '@passband/engine';

/** Loading TensorFlow for CUDA takes seconds, its first start on a GPU more. */
const LIMIT_MS = 60_000;
const PROGRAM = `const tf = require('@tensorflow/tfjs-node-gpu');
  process.stdout.write('\\nuses a GPU: ' + (tf.backend().isUsingGpuDevice === true) + '\\n');`;

/** TensorFlow says it on stderr only, and computes on the processor under the GPU's name. */
export const NO_GPU = 'TensorFlow found no GPU and would compute on the processor; it needs CUDA 12 and cuDNN 9';

let found: Promise<string | null> | null = null;

/**
 * Why TensorFlow computes on no GPU, null where it does: without CUDA's libraries it would compute on the processor under
 * the GPU's name. Tried out once, in a process of its own.
 */
export function cudaProblem(folder: string): Promise<string | null> {
  found ??= tryOut(folder);
  return found;
}

async function tryOut(folder: string): Promise<string | null> {
  const options = { cwd: folder, timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROGRAM], options);
    return stdout.includes('uses a GPU: true') ? null : NO_GPU;
  } catch (error) {
    return `trying out TensorFlow on a GPU failed (${firstLine(error)})`;
  }
}
