import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { errorCode } from '../../packages/store/src/errors.ts';
import { descendants, root, temporaryFolder, until, withoutSettings } from '../end-to-end/passband.ts';

const PROGRAM = path.join(root, 'apps/worker/dist/main.js');

/** What of a worker is killed: its own process, the one that evaluates for it, or both at once. */
export type Victim = 'worker' | 'child' | 'both';

/** The built worker as a process, with a cache of its own. It ends with the process of the test. */
export class WorkerProgram {
  readonly #child: ChildProcess;
  /** Where it keeps files that it fetched. */
  readonly cacheFolder: string;
  readonly #remove: () => Promise<void>;

  private constructor(child: ChildProcess, cache: { folder: string; remove(): Promise<void> }) {
    this.#child = child;
    this.cacheFolder = cache.folder;
    this.#remove = cache.remove;
  }

  /** `on`: what it is started with on another host. */
  static async start(
    server: string,
    { env = {}, on = [] }: { env?: Record<string, string>; on?: readonly string[] } = {},
  ): Promise<WorkerProgram> {
    const cache = await temporaryFolder();
    const [program = process.execPath, ...args] = [...on, process.execPath, PROGRAM];
    const child = spawn(program, args, {
      env: {
        ...withoutSettings(process.env),
        PASSBAND_SERVER_URL: server,
        PASSBAND_WORKER_CACHE_DIR: cache.folder,
        PASSBAND_LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new WorkerProgram(child, cache);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The process that evaluates for it, null where there is none. */
  async evaluating(): Promise<number | null> {
    const below = await descendants(this.pid);
    return below.find(({ command }) => command.includes('evaluate.js'))?.pid ?? null;
  }

  async kill(victim: Victim, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = victim === 'worker' ? null : await this.evaluating();
    if (victim !== 'child') this.#child.kill(signal);
    if (child !== null) signalled(child, signal);
  }

  /** Stops all of its processes where they are, or lets them go on. */
  async signalAll(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    process.kill(this.pid, signal);
    for (const { pid } of await descendants(this.pid)) signalled(pid, signal);
  }

  /** Asks it to stop, and waits until it and its files are gone; one that was killed leaves files alone. */
  async stop(): Promise<void> {
    if (!this.hasEnded) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGCONT');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await until('its evaluation ended', async () => ((await this.evaluating()) === null ? true : null));
    await this.#remove();
  }
}

/** One that has ended since it was looked at, as an evaluation does whose worker is killed, takes no signal any more. */
function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
