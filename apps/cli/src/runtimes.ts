import { describeRuntimes } from '@passband/engine';
import { ADAPTERS } from './adapters.ts';

/** Prints every runtime, best first, with its device or the reason why it is not available. */
export async function listRuntimes(): Promise<void> {
  for (const { name, available, device, reason } of await describeRuntimes(ADAPTERS))
    process.stdout.write(`${name.padEnd(16)} ${available ? `available    ${device}` : `not here     ${reason}`}\n`);
}
