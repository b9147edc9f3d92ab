/** How long reports are tried once shards are given back. */
const REPORT_MS = 2_000;

/** How a worker is asked to stop. */
export interface Stop {
  /** It claims nothing more. */
  claiming: AbortSignal;
  /** What is under way is given back. */
  working: AbortSignal;
  /** Nobody waits for an answer of the server any more. */
  reporting: AbortSignal;
}

/** A worker's stop, and what brings it about. */
export class Stopping implements Stop {
  readonly #claiming = new AbortController();
  readonly #working = new AbortController();
  readonly #reporting = new AbortController();
  readonly claiming = this.#claiming.signal;
  readonly working = this.#working.signal;
  readonly reporting = this.#reporting.signal;

  /** What is under way may be finished within so many seconds. A second time, or with 0: `now`. */
  drain(seconds: number): void {
    if (this.claiming.aborted || seconds === 0) {
      this.now();
      return;
    }
    this.#claiming.abort();
    setTimeout(() => this.now(), seconds * 1000).unref();
  }

  /** What is under way is given back. */
  now(): void {
    this.#claiming.abort();
    this.#working.abort();
    setTimeout(() => this.#reporting.abort(), REPORT_MS).unref();
  }
}
