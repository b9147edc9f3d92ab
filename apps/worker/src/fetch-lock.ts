import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** How often one that waits looks, how often one that fetches says that it lives, and for how long it may not before it is dead. */
const TIMES = { lookMs: 100, keepMs: 5_000, staleMs: 30_000 };

/**
 * That one fetches a file, and others, in this process or another on this machine, wait for it: a file beside it. It is kept while its
 * process lives, also where the server sends nothing for long because it must first get the file itself.
 */
export class FetchLock {
  readonly #file: string;
  readonly #token: string;
  readonly #keeping: NodeJS.Timeout;

  private constructor(file: string, token: string, keepMs: number) {
    this.#file = file;
    this.#token = token;
    this.#keeping = setInterval(() => void this.#keep(), keepMs).unref();
  }

  /** The lock for a file, or null once it is here: another has fetched it. Rejects when `signal` is aborted. */
  static async of(
    target: string,
    isHere: () => Promise<boolean>,
    signal: AbortSignal,
    { lookMs, keepMs, staleMs } = TIMES,
  ): Promise<FetchLock | null> {
    const file = `${target}.lock`;
    const token = randomUUID();
    for (;;) {
      signal.throwIfAborted();
      if (await isMade(file, token)) {
        const lock = new FetchLock(file, token, keepMs);
        // It may have come, and its lock gone, in between.
        if (!(await isHere())) return lock;
        await lock.release();
        return null;
      }
      if (await isHere()) return null;
      const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
      // Where two take over at once it is fetched twice, each to a file of its own.
      if (Date.now() - mtimeMs > staleMs) await rm(file, { force: true });
      else await wait(lookMs, undefined, { signal });
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#keeping);
    if (await this.#isOurs()) await rm(this.#file, { force: true });
  }

  /** It still lives. One that was taken away, as from a process that was stopped for long, is another's. */
  async #keep(): Promise<void> {
    const now = new Date();
    if (await this.#isOurs()) await utimes(this.#file, now, now).catch(() => {});
    else clearInterval(this.#keeping);
  }

  async #isOurs(): Promise<boolean> {
    return (await readFile(this.#file, 'utf8').catch(() => null)) === this.#token;
  }
}

/** Whether the file was not there and is made. */
function isMade(file: string, token: string): Promise<boolean> {
  return writeFile(file, token, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}
