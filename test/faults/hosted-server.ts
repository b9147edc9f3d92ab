import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root, withoutSettings } from '../end-to-end/passband.ts';
import type { Asked } from '../end-to-end/upload.ts';

const PROGRAM = path.join(root, 'apps/server/dist/main.js');
const PORT = 4000;
const TOKEN = 'first-admin';
export const WORKER_TOKEN = 'worker-of-tests';

/** The built server as a process on a host of its own, asked with its token. */
export class HostedServer implements Asked {
  readonly url: string;
  readonly token = TOKEN;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  static async start(dataFolder: string, host: { address: string; on: readonly string[] }): Promise<HostedServer> {
    const [program = process.execPath, ...args] = [...host.on, process.execPath, PROGRAM];
    const child = spawn(program, args, {
      env: {
        ...withoutSettings(process.env),
        ...{ PASSBAND_HOST: host.address, PASSBAND_PORT: String(PORT), PASSBAND_DATA_DIR: dataFolder },
        ...{ PASSBAND_TOKEN: TOKEN, PASSBAND_WORKER_TOKEN: WORKER_TOKEN, PASSBAND_LOG_LEVEL: 'warn' },
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the server ended with exit code ${code}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {});
    return new HostedServer(child, `http://${host.address}:${PORT}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async query<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: T; errors?: { message: string }[] };
    if (!body.data) throw new Error(body.errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`);
    return body.data;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
