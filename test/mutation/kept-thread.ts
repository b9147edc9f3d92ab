import { type PoolOptions, type PoolRunnerInitializer, type PoolWorker, ThreadsPoolWorker } from 'vitest/node';

type Message = Parameters<PoolWorker['send']>[0];
type Listener = Parameters<PoolWorker['on']>[1];

/**
 * Where Vitest would start a thread for each test file of each mutant, and load itself and what tests import from
 * node_modules into it, for most of a second, files take turns in one that stays. Each still loads the modules of this
 * repository anew (`isolate`), so a mutant leaves no state in them to the next.
 */
export const keptThread: PoolRunnerInitializer = {
  name: 'kept thread',
  createPoolWorker: (options) => new Turn(options),
};

let thread: { readonly worker: ThreadsPoolWorker; isStarted: boolean } | null = null;

/** A test file's turn in the thread: what would start and stop it is answered here. */
class Turn implements PoolWorker {
  readonly name = keptThread.name;
  readonly #options: PoolOptions;
  readonly #listeners: { readonly event: string; readonly listener: Listener }[] = [];
  #config: unknown;
  #runs = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (thread !== null) return;
    const worker = new ThreadsPoolWorker(this.#options);
    await worker.start();
    worker.on('exit', () => {
      if (thread?.worker === worker) thread = null;
    });
    thread = { worker, isStarted: false };
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push({ event, listener });
    thread?.worker.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread?.worker.off(event, listener);
  }

  send(message: Message): void {
    if (thread === null) throw new Error('the thread of tests ended while it was told something');
    if (message.type === 'start') this.#config = message.context.config;
    if (message.type === 'stop' || (message.type === 'start' && thread.isStarted)) {
      this.#answer(message.type === 'stop' ? 'stopped' : 'started');
      return;
    }
    if (message.type === 'start') thread.isStarted = true;
    if (message.type === 'run') {
      this.#runs = true;
      // The thread would go by what it was started with, the names of the first mutant's tests among it.
      Object.assign(message.context, { config: this.#config });
    }
    thread.worker.send(message);
  }

  deserialize(data: unknown): unknown {
    if (isAnswer(data) && data.type === 'testfileFinished') this.#runs = false;
    return data;
  }

  async stop(): Promise<void> {
    if (thread === null) return;
    const { worker } = thread;
    for (const { event, listener } of this.#listeners) worker.off(event, listener);
    if (!this.#runs) return;
    thread = null;
    await worker.stop();
  }

  #answer(type: 'started' | 'stopped'): void {
    const answer = { __vitest_worker_response__: true, type };
    setImmediate(() => {
      for (const { event, listener } of this.#listeners) if (event === 'message') listener(answer);
    });
  }
}

function isAnswer(data: unknown): data is { type: string } {
  return typeof data === 'object' && data !== null && '__vitest_worker_response__' in data;
}
