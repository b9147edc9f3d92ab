import { readFile, writeFile } from 'node:fs/promises';
import { megabytes } from './row.ts';

/** Peak of a process's resident memory since `forget`, or since it started; null where the system keeps none. */
export async function peakMegabytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? null : megabytes(1024 * Number(kilobytes));
}

/** The peak begins anew. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => {});
}
