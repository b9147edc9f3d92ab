import { readFile } from 'node:fs/promises';

const LINE = /^VmRSS:\s*(\d+) kB$/m;

/** Resident memory of a process in bytes; 0 where there is no such process or the system doesn't tell (only Linux does). */
export async function residentMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(LINE.exec(status)?.[1] ?? 0);
}
