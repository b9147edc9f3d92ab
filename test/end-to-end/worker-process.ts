import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './passband.ts';

/** The built worker as a process of its own, as on another machine. */
export class WorkerProcess {
  readonly child: ChildProcess;
  said = '';
  readonly #ended: Promise<void>;

  /** `by`: a program, with its arguments, that starts it. */
  constructor(serverUrl: string, env: Record<string, string>, by: readonly string[] = []) {
    const [program = process.execPath, ...args] = [
      ...by,
      process.execPath,
      path.join(root, 'apps/worker/dist/main.js'),
    ];
    this.child = spawn(program, args, {
      env: {
        PATH: process.env.PATH,
        ...(process.env.TMPDIR && { TMPDIR: process.env.TMPDIR }),
        PASSBAND_SERVER_URL: serverUrl,
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.#ended = once(this.child, 'close').then(() => {});
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Sends a signal and waits for its end. Returns its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.hasEnded) this.child.kill(signal);
    await this.#ended;
    return this.child.exitCode;
  }
}
