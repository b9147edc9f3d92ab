/** Lets one through at a time, in the order they came. */
export class Mutex {
  #tail: Promise<void> = Promise.resolve();

  /** Runs when it is its turn, and lets the next one through however it ends. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }

  /** Resolves when it is this caller's turn, with the function that ends it. */
  async acquire(): Promise<() => void> {
    const before = this.#tail;
    let release = (): void => {};
    this.#tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}
