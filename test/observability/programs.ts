import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ask, root, until } from '../end-to-end/passband.ts';

/** A built program of ours, with what it wrote. */
export class Program {
  output = '';
  readonly #child: ChildProcess;

  constructor(file: string, env: Record<string, string>) {
    const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR };
    // A process that lives for seconds needs no optimised WebAssembly.
    this.#child = spawn(process.execPath, ['--liftoff-only', path.join(root, file)], {
      env: { ...inherited, PASSBAND_LOG_LEVEL: 'debug', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
  }

  /** Its log, a line each. */
  get lines(): Record<string, unknown>[] {
    const json = this.output.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
    return json.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'close');
  }
}

export interface ServerAndWorker {
  server: Program;
  worker: Program;
  url: string;
  query<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  stop(): Promise<void>;
}

/** A server and a worker, as two services run them, with variables of their own. */
export async function startServerAndWorker(
  folder: string,
  env: Record<'server' | 'worker', Record<string, string>>,
): Promise<ServerAndWorker> {
  const token = 'the-token-of-workers';
  const server = new Program('apps/server/dist/main.js', {
    ...{ PASSBAND_PORT: '0', PASSBAND_DATA_DIR: folder, PASSBAND_WORKER_TOKEN: token, ...env.server },
  });
  const url = await until('the server says where it is', async () => /server is at (\S+)/.exec(server.output)?.[1]);
  const worker = new Program('apps/worker/dist/main.js', {
    ...{ PASSBAND_SERVER_URL: url, PASSBAND_WORKER_TOKEN: token, ...env.worker },
    PASSBAND_WORKER_CACHE_DIR: path.join(folder, 'worker-cache'),
  });
  return {
    ...{ server, worker, url, query: (query, variables) => ask(url, query, variables) },
    async stop() {
      await worker.stop();
      await server.stop();
    },
  };
}
