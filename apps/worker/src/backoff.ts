/** Between attempts at something that the server answers. */
export const TO_SERVER_MS = { first: 250, last: 5_000 };

/** Delays between attempts: each twice the one before, up to the last. */
export class Delays {
  readonly #first: number;
  readonly #last: number;
  #next: number;

  constructor({ first, last }: { first: number; last: number }) {
    this.#first = first;
    this.#last = last;
    this.#next = first;
  }

  /** In ms, from half to one and a half of a delay: workers that lost the same server do not all come back at once. */
  next(): number {
    const delayMs = this.#next;
    this.#next = Math.min(2 * delayMs, this.#last);
    return delayMs * (0.5 + Math.random());
  }

  /** What was tried succeeded. */
  restart(): void {
    this.#next = this.#first;
  }
}
