/** How long a result that could not be posted while the lease could have run out is tried all the same. */
const LAST_TRY_MS = 10_000;

/** A shard's lease as its worker knows it: it may be over so long after the last time that the server was heard to extend it. */
export class HeldLease {
  readonly #milliseconds: number;
  #over = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(seconds: number) {
    this.#milliseconds = seconds * 1000;
    this.#timer = this.#endsIn(this.#milliseconds);
  }

  /** The server extended it. */
  extended(): void {
    clearTimeout(this.#timer);
    if (this.#over.signal.aborted) this.#over = new AbortController();
    this.#timer = this.#endsIn(this.#milliseconds);
  }

  /** Aborted once the lease could be another's; where it could be already, a little later: a server that was away may still know it. */
  over(): AbortSignal {
    return this.#over.signal.aborted ? AbortSignal.timeout(LAST_TRY_MS) : this.#over.signal;
  }

  forget(): void {
    clearTimeout(this.#timer);
  }

  #endsIn(milliseconds: number): NodeJS.Timeout {
    const over = this.#over;
    return setTimeout(() => over.abort(), milliseconds).unref();
  }
}
