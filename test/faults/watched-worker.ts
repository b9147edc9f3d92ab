import { until } from '../end-to-end/passband.ts';
import { type Passing, Relay, type Treatment } from './relay.ts';
import { WorkerProgram } from './worker-program.ts';

/** A worker whose every request goes through a relay. */
export interface WatchedWorker {
  relay: Relay;
  worker: WorkerProgram;
  stop(): Promise<void>;
}

/** Starts a worker, and waits until it has asked for work. */
export async function startWatched(
  server: string,
  treat: (passing: Passing) => Treatment | undefined = () => undefined,
  env: Record<string, string> = {},
): Promise<WatchedWorker> {
  const relay = await Relay.start(server, treat);
  const worker = await WorkerProgram.start(relay.url, { env });
  await until('a worker asks for work', async () => relay.joinedMs);
  return {
    relay,
    worker,
    async stop() {
      await worker.stop();
      relay.close();
    },
  };
}
