/** Runs one thing after another, since a copy of TensorFlow.js has one backend, until it is closed. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** `closed`: what is said to who comes after the end. */
  constructor(private readonly closed: string) {}

  run<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      if (this.#isClosed) throw new Error(this.closed);
      return run();
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** Waits for what is under way, then ends it; again: does nothing. */
  async close(end: () => Promise<void> | void): Promise<void> {
    await this.#last;
    if (this.#isClosed) return;
    this.#isClosed = true;
    await end();
  }
}
