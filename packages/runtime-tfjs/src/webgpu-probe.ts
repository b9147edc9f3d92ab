import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type JsonObject, objectOf, textOf } from './json.ts';

/** A WebGPU adapter as it is described. */
export interface FoundAdapter {
  name: string;
  /** The processor runs it: slower than WebAssembly. */
  emulated: boolean;
}

/** Starting a driver takes a second, an emulated one a few more. */
const LIMIT_MS = 30_000;
const EMULATED = /swiftshader|llvmpipe|lavapipe/i;

/**
 * Tries WebGPU out in a process of its own, so that a driver that crashes or hangs takes nothing with it. Null where there is
 * no adapter; throws Error with the reason where there is one that does not compute.
 */
export async function probeAdapter(file = program()): Promise<FoundAdapter | null> {
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: LIMIT_MS, killSignal: 'SIGKILL' });
  const answer = objectOf(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  if (answer?.reason !== undefined) throw new Error(String(answer.reason));
  const adapter = objectOf(answer?.adapter);
  return adapter && describedAdapter(adapter);
}

/** An adapter by what it says of itself; one that the processor runs says so in its name. */
export function describedAdapter(info: JsonObject): FoundAdapter {
  const [vendor = '', architecture = '', device = '', description = ''] = [
    ...[info.vendor, info.architecture, info.device, info.description],
  ].map((value) => textOf(value) ?? '');
  const name = description || device || [vendor, architecture].filter(Boolean).join(' ') || 'GPU';
  const emulated =
    info.isFallbackAdapter === true || EMULATED.test(`${vendor} ${architecture} ${device} ${description}`);
  return { name: emulated ? `${name}, which the processor runs` : name, emulated };
}

/** Beside this file: webgpu-probe.js where it is bundled. */
function program(): string {
  const built = fileURLToPath(new URL('./webgpu-probe.js', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('./webgpu-probe.mjs', import.meta.url));
}
