import { setTimeout as wait } from 'node:timers/promises';
import { ServerRefused } from './server-connection.ts';

/** How long a transfer that breaks off is begun again, and the delays between. */
const TRANSFER_MS = { most: 60_000, first: 250, last: 5_000 };

/**
 * A transfer, again where the server could not be reached or the connection broke in the middle: that is no fault of the shard, which
 * has three attempts. What the server refuses, and what this machine cannot do, is not tried again.
 */
export async function untilWhole<T>(
  transfer: () => Promise<T>,
  signal: AbortSignal,
  { most, first, last } = TRANSFER_MS,
): Promise<T> {
  const giveUpAt = performance.now() + most;
  for (let delayMs = first; ; delayMs = Math.min(2 * delayMs, last)) {
    try {
      return await transfer();
    } catch (error) {
      if (signal.aborted || !isBrokenOff(error) || performance.now() + delayMs > giveUpAt) throw error;
      await wait(delayMs, undefined, { signal });
    }
  }
}

/** What fetch and the bodies it gives throw where a connection fails is a TypeError. */
const isBrokenOff = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof ServerRefused && error.status >= 500);
