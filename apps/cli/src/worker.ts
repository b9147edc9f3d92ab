import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { InputError } from './errors.ts';

export interface WorkerOptions {
  server: string;
  token?: string;
  slots?: number;
}

/** The address of a server. */
export function serverAddress(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError('It must be the address of a server, such as http://127.0.0.1:4000.');
}

/**
 * `passband worker`: starts the worker's own program and waits until it ends, which it does when it is asked to and when
 * this process is gone. Throws InputError where it ends otherwise; it has then said why.
 */
export async function worker({ server, token, slots }: WorkerOptions, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const child = start({
    PASSBAND_SERVER_URL: server,
    ...(token !== undefined && { PASSBAND_WORKER_TOKEN: token }),
    ...(slots !== undefined && { PASSBAND_WORKER_SLOTS: String(slots) }),
  });
  // The worker tells these apart, and one from another that follows.
  const handed = (['SIGINT', 'SIGTERM'] as const).map((name) => ({ name, hand: () => void child.kill(name) }));
  for (const { name, hand } of handed) process.on(name, hand);
  const [code, killedBy] = await once(child, 'exit');
  for (const { name, hand } of handed) process.off(name, hand);
  if (code !== 0) throw new InputError(`the worker ended with ${killedBy ?? `exit code ${code}`}`);
}

/** The built program or, without a build, its source. A channel between the two tells it when this process is gone. */
function start(environment: Record<string, string>): ChildProcess {
  const program = (file: string) => fileURLToPath(new URL(`../../worker/${file}`, import.meta.url));
  const built = existsSync(program('dist/main.js'));
  return fork(program(built ? 'dist/main.js' : 'src/main.ts'), [], {
    env: { ...process.env, ...environment },
    execArgv: built ? ['--enable-source-maps'] : ['--import', import.meta.resolve('tsx')],
  });
}
