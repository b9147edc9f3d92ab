import { InputError } from './errors.ts';
import { ended } from './other-program.ts';

/** Where a worker works, as whom, and on how many shards at a time. */
interface WorkerOptions {
  server: string;
  token?: string;
  slots?: number;
}

/**
 * `passband worker`: starts the worker's own program and waits until it ends, which it does when it is asked to and when
 * this process is gone. Throws InputError where it ends otherwise; it has then said why.
 */
export async function worker({ server, token, slots }: WorkerOptions, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { code, killedBy } = await ended('worker', 'main', [], {
    PASSBAND_SERVER_URL: server,
    ...(token !== undefined && { PASSBAND_WORKER_TOKEN: token }),
    ...(slots !== undefined && { PASSBAND_WORKER_SLOTS: String(slots) }),
  });
  if (code !== 0) throw new InputError(`the worker ended with ${killedBy ?? `exit code ${code}`}`);
}
