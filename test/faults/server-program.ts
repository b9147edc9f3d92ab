import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root, until } from '../end-to-end/passband.ts';

export interface ServerPlace {
  dataFolder: string;
  databaseUrl?: string | undefined;
  env?: Record<string, string>;
}

/** The built server, on its own: no launcher starts it again. */
export class ServerProgram {
  readonly child: ChildProcess;
  readonly startedAt = performance.now();
  url = '';
  said = '';
  readonly #ended: Promise<void>;

  constructor({ dataFolder, databaseUrl, env }: ServerPlace) {
    // A process that lives for seconds needs no optimised WebAssembly.
    this.child = spawn(process.execPath, ['--liftoff-only', path.join(root, 'apps/server/dist/main.js')], {
      env: {
        PATH: process.env.PATH,
        ...(process.env.TMPDIR && { TMPDIR: process.env.TMPDIR }),
        PASSBAND_PORT: '0',
        PASSBAND_DATA_DIR: dataFolder,
        ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'url' in message) this.url = String(message.url);
    });
    this.#ended = once(this.child, 'close').then(() => {});
  }

  /** A server that answers, and how long it took. */
  static async start(place: ServerPlace): Promise<{ server: ServerProgram; readyMs: number }> {
    const server = new ServerProgram(place);
    const readyMs = await server.ready();
    return { server, readyMs };
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until /readyz says so. Returns the milliseconds since it was started. */
  async ready(withinMs = 120_000): Promise<number> {
    await until(
      'the server is ready',
      async () => {
        if (this.hasEnded) return true;
        return this.url !== '' && (await fetch(`${this.url}/readyz`)).ok ? true : null;
      },
      withinMs,
    );
    if (this.hasEnded) throw new Error(`the server ended instead of being ready: ${await this.ended()}`);
    return performance.now() - this.startedAt;
  }

  /** Waits for its end. Returns what it said. */
  async ended(): Promise<string> {
    await this.#ended;
    return this.said;
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (!this.hasEnded) this.child.kill(signal);
    await this.#ended;
  }
}
