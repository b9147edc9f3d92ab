import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** How often one that waits looks whether the other is done. */
const LOOK_MS = 100;
/** One that has got nothing for so long is dead or stuck: another takes over. */
const STALE_MS = 30_000;
/** How often it is said that bytes still come. */
const KEEP_MS = 5_000;

/** That one fetches a file, and others, in this process or another on this machine, wait for it: a file beside it. */
export class FetchLock {
  readonly #file: string;
  #keptMs = Date.now();

  private constructor(file: string) {
    this.#file = file;
  }

  /** The lock for a file, or null once it is here: another has fetched it. Rejects when `signal` is aborted. */
  static async of(target: string, isHere: () => Promise<boolean>, signal: AbortSignal): Promise<FetchLock | null> {
    const file = `${target}.lock`;
    for (;;) {
      signal.throwIfAborted();
      if (await isMade(file)) {
        const lock = new FetchLock(file);
        // It may have come, and its lock gone, in between.
        if (!(await isHere())) return lock;
        await lock.release();
        return null;
      }
      if (await isHere()) return null;
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
      // Where two take over at once it is fetched twice, each to a file of its own.
      if (Date.now() - mtimeMs > STALE_MS) await rm(file, { force: true });
      else await wait(LOOK_MS, undefined, { signal });
    }
  }

  /** Bytes still come. */
  keep(): void {
    const now = Date.now();
    if (now - this.#keptMs < KEEP_MS) return;
    this.#keptMs = now;
    // One that was taken away is nobody's to keep.
    utimes(this.#file, new Date(now), new Date(now)).catch(() => {});
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

/** Whether the file was not there and is made. */
function isMade(file: string): Promise<boolean> {
  return writeFile(file, '', { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}
