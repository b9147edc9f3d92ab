import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What evaluates or trains one shard at a time: a process of its own, on a GPU of its own where there are any. */
export interface Slot {
  /** As CUDA_VISIBLE_DEVICES names it; null where there is none. */
  gpu: string | null;
  /** Threads of the processor that it may use. */
  threads: number;
  /** Memory that its process may take. */
  memoryBytes: number;
}

/**
 * As many slots as asked for, else one a GPU, else one. They share the processor's threads and the memory evenly; more slots
 * than GPUs share these.
 */
export function slotsFor(
  machine: { gpus: readonly string[]; processors: number; memoryBytes: number },
  asked: number | null,
): Slot[] {
  const count = asked ?? Math.max(1, machine.gpus.length);
  return Array.from({ length: count }, (_, k) => ({
    gpu: machine.gpus[k % machine.gpus.length] ?? null,
    threads: Math.max(1, Math.floor(machine.processors / count)),
    memoryBytes: Math.floor(machine.memoryBytes / count),
  }));
}

/** The GPUs that this process may use: those of CUDA_VISIBLE_DEVICES where it is set, else all that nvidia-smi lists. */
export async function gpusHere(env: NodeJS.ProcessEnv): Promise<string[]> {
  const given = env.CUDA_VISIBLE_DEVICES;
  if (given !== undefined) return listed(given);
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', ['-L'], { timeout: 10_000 });
    return gpusOf(stdout);
  } catch {
    return []; // no NVIDIA driver
  }
}

/** Of `nvidia-smi -L`, the UUIDs: an index is another GPU for CUDA than for nvidia-smi where GPUs differ. */
export function gpusOf(lines: string): string[] {
  return [...lines.matchAll(/^GPU \d+: .*\(UUID: (GPU-[0-9a-f-]+)\)/gm)].flatMap(([, uuid]) => uuid ?? []);
}

/** CUDA stops reading at the first that is no device, which is how -1 hides all. */
function listed(given: string): string[] {
  const names = given.split(',').map((name) => name.trim());
  const end = names.findIndex((name) => name === '' || name.startsWith('-'));
  return end < 0 ? names : names.slice(0, end);
}
