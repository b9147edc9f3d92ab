import { setTimeout as wait } from 'node:timers/promises';
import { Delays, TO_SERVER_MS } from './backoff.ts';
import { ServerRefused } from './server-connection.ts';

/** How often at least and for how long after its first end a transfer that breaks off is begun again, and the delays between. */
const TRANSFER = { ...TO_SERVER_MS, least: 5, mostMs: 60_000 };

/**
 * A transfer, again where the server could not be reached or the connection broke in the middle: that is no fault of the shard, which
 * has three attempts. What the server refuses, and what this machine cannot do, is not tried again.
 */
export async function untilWhole<T>(
  transfer: () => Promise<T>,
  signal: AbortSignal,
  { least, mostMs, ...delaysMs } = TRANSFER,
): Promise<T> {
  const delays = new Delays(delaysMs);
  // A large file may have been on its way for long before it broke off: what it took is not counted.
  let giveUpAt: number | null = null;
  for (let tries = 1; ; tries++) {
    try {
      return await transfer();
    } catch (error) {
      const now = performance.now();
      giveUpAt ??= now + mostMs;
      if (signal.aborted || !isBrokenOff(error) || (tries >= least && now > giveUpAt)) throw error;
      await wait(delays.next(), undefined, { signal });
    }
  }
}

/** What fetch and the bodies it gives throw where a connection fails is a TypeError. */
const isBrokenOff = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof ServerRefused && error.status >= 500);
