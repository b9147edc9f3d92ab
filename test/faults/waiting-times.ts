/** A time during which a shard waited for sure: from when its ticket was known to be there to when a claim that got it was asked. */
export interface Waiting {
  fromMs: number;
  untilMs: number;
}

/** Waiting times that are asked whether one of them covers a time. */
export class WaitingTimes {
  readonly #from: number[];
  /** The latest end of those that began so early, by place. */
  readonly #latest: number[] = [];

  constructor(times: readonly Waiting[]) {
    const sorted = [...times].sort((a, b) => a.fromMs - b.fromMs);
    this.#from = sorted.map(({ fromMs }) => fromMs);
    for (const { untilMs } of sorted) this.#latest.push(Math.max(this.#latest.at(-1) ?? -Infinity, untilMs));
  }

  /** Whether one began before and ended after. */
  cover({ fromMs, untilMs }: Waiting): boolean {
    let [low, high] = [0, this.#from.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#from[middle] ?? Infinity) < fromMs) low = middle + 1;
      else high = middle;
    }
    return (this.#latest[low - 1] ?? -Infinity) > untilMs;
  }
}
