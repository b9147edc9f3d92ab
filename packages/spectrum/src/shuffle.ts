import type { RandomStream } from './xoshiro.ts';

/** Shuffles `items` in place from the front, as far as the first `count` (Fisher and Yates): every order is equally likely. */
export function shuffle(items: number[], stream: RandomStream, count = items.length): void {
  for (let k = 0; k < count; k++) {
    const j = k + stream.below(items.length - k);
    [items[k], items[j]] = [items[j]!, items[k]!];
  }
}
