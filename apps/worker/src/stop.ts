/** How long reports are tried once shards are given back. */
const REPORT_MS = 2_000;
/**
 * Who stops a whole group of processes (systemd) reaches this one and the program that started it, which hands it on: what comes
 * again so soon is the same.
 */
const SAME_MS = 1_000;

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
  readonly #clock: () => number;
  #askedMs = 0;

  /** `clock`: in ms. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** What is under way may be finished within so many seconds. A second time, more than a second later, or with 0: `now`. */
  drain(seconds: number): void {
    if (seconds === 0) {
      this.now();
    } else if (!this.claiming.aborted) {
      this.#askedMs = this.#clock();
      this.#claiming.abort();
      setTimeout(() => this.now(), seconds * 1000).unref();
    } else if (this.#clock() - this.#askedMs > SAME_MS) {
      this.now();
    }
  }

  /** What is under way is given back. */
  now(): void {
    this.#claiming.abort();
    this.#working.abort();
    setTimeout(() => this.#reporting.abort(), REPORT_MS).unref();
  }
}
