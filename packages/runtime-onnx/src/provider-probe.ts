import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { firstLine } from '@passband/engine';

/** Whether an execution provider evaluates networks here: the libraries that were loaded for it, or why it does not. */
export type Probe = { libraries: string[] } | { reason: string };

/** Starting a driver takes a second, an emulated one a few more. */
const LIMIT_MS = 30_000;

const probes = new Map<string, Promise<Probe>>();

/** Tries a provider out, once for this process, in a process of its own: a driver that crashes or hangs is not available. */
export function probeProvider(provider: 'webgpu' | 'cuda'): Promise<Probe> {
  const probe = probes.get(provider) ?? tryOut(provider);
  probes.set(provider, probe);
  return probe;
}

async function tryOut(provider: string): Promise<Probe> {
  try {
    const args = [program(), provider];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: LIMIT_MS, killSignal: 'SIGKILL' });
    return parsed(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } catch (error) {
    return { reason: `trying it out failed: ${firstLine(error)}` };
  }
}

function parsed(answer: unknown): Probe {
  if (typeof answer === 'object' && answer !== null) {
    if ('reason' in answer) return { reason: String(answer.reason) };
    if ('libraries' in answer && Array.isArray(answer.libraries)) return { libraries: answer.libraries.map(String) };
  }
  return { reason: 'trying it out gave no answer' };
}

/** Beside this file: provider-probe.js where it is bundled. */
function program(): string {
  const built = fileURLToPath(new URL('./provider-probe.js', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('./provider-probe.mjs', import.meta.url));
}
