import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Why two processes cannot be kept to a core each here; null where they can. */
export function pinningMissing(): string | null {
  if (availableParallelism() < 2) return 'two workers need two cores; there is one';
  try {
    execFileSync('taskset', ['-c', '0,1', 'true']);
    return null;
  } catch {
    return 'a process must be kept to one core by taskset (Linux); it is not there, or cores 0 and 1 are not ours';
  }
}
