import { runsFormat } from '@passband/engine';
import type { Store } from '@passband/store';

type Runtimes = Parameters<Store['queue']['isDue']>[0];

interface Asked {
  now: Promise<boolean>;
  /** Asked once that is answered: what was asked before a change may not know of it. */
  next: Promise<boolean> | null;
}

/** Whether a shard waits, asked of the store once at a time for all workers that wait with the same runtimes. */
export class DueWork {
  readonly #queue: Pick<Store['queue'], 'isDue'>;
  readonly #asked = new Map<string, Asked>();

  constructor(queue: Pick<Store['queue'], 'isDue'>) {
    this.#queue = queue;
  }

  /** As of this moment or later. */
  isFor(runtimes: Runtimes): Promise<boolean> {
    const key = JSON.stringify(runtimes.filter(({ available }) => available).map(({ name }) => name));
    const asked = this.#asked.get(key);
    if (asked === undefined) return this.#ask(key, runtimes);
    asked.next ??= asked.now.then(
      () => this.#ask(key, runtimes),
      () => this.#ask(key, runtimes),
    );
    return asked.next;
  }

  #ask(key: string, runtimes: Runtimes): Promise<boolean> {
    const asked: Asked = { now: this.#queue.isDue(runtimes, runsFormat), next: null };
    this.#asked.set(key, asked);
    const forget = (): void => {
      if (this.#asked.get(key) === asked && asked.next === null) this.#asked.delete(key);
    };
    asked.now.then(forget, forget);
    return asked.now;
  }
}
