import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const NAME = /^passband-work-(\d+)-/;
/** How often a worker that lives touches its folder, and for how long one that is dead has not. */
const TIMES = { touchMs: 20_000, deadMs: 120_000 };

export interface OwnFolder {
  folder: string;
  remove(): Promise<void>;
}

/**
 * A folder among the temporary ones for what a worker, and the processes that evaluate for it, unpack and keep. Those of workers
 * that were killed with their processes, as with their container, are removed first, and once more when whoever was killed just
 * before is dead for long enough: a service manager starts the next one at once.
 */
export async function ownFolder(among = os.tmpdir(), { touchMs, deadMs } = TIMES): Promise<OwnFolder> {
  await removeDead(among, deadMs);
  const folder = await mkdtemp(path.join(among, `passband-work-${process.pid}-`));
  const touching = setInterval(() => {
    const now = new Date();
    utimes(folder, now, now).catch(() => {});
  }, touchMs).unref();
  const again = setTimeout(() => removeDead(among, deadMs, folder).catch(() => {}), deadMs).unref();
  return {
    folder,
    async remove() {
      clearInterval(touching);
      clearTimeout(again);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function removeDead(among: string, deadMs: number, own?: string): Promise<void> {
  for (const name of await readdir(among)) {
    const pid = NAME.exec(name)?.[1];
    const folder = path.join(among, name);
    if (pid === undefined || lives(Number(pid)) || folder === own) continue;
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    // Of another container that shares the folders, whose processes are not seen here, or another user's.
    if (Date.now() - mtimeMs < deadMs) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Whether another process has this id: a container that starts anew gives this one the id of the one before. */
function lives(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
