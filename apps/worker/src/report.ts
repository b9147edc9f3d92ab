import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import type { Outcome } from './evaluation-process.ts';
import type { HeldLease } from './held-lease.ts';
import { type ClaimedShard, type LeaseState, type ServerConnection, ServerRefused } from './server-connection.ts';
import type { Stop } from './stop.ts';

/** How long a shard that is given back is told of. */
const GIVING_BACK_MS = 2_000;
/** Of the files that a result names, which may be large. */
const SENDING_MS = 30 * 60_000;

/** A shard that was worked on. */
export interface Done {
  shard: ClaimedShard;
  outcome: Outcome;
  keptFolder: string;
  lease: HeldLease;
  /** The server said that it is no longer wanted here. */
  unwanted: AbortSignal;
}

/** Tells the server what became of a shard: again and again while it can't be reached, until the lease could be another's. */
export async function report(server: ServerConnection, done: Done, stop: Stop, log: Logger): Promise<void> {
  const { shard, outcome, lease, unwanted } = done;
  const reporting = () => AbortSignal.any([unwanted, stop.reporting, lease.over()]);
  if (outcome.kind === 'result') {
    const sending = AbortSignal.any([unwanted, stop.reporting, AbortSignal.timeout(SENDING_MS)]);
    if (!(await sendFiles(server, shard, { ...outcome, keptFolder: done.keptFolder }, sending))) return;
    const state = await post(server, shard, outcome.result, reporting());
    log.debug({ state }, 'result posted');
  } else if (outcome.kind === 'error') {
    log.warn({ error: outcome.message, again: outcome.again }, 'a shard failed');
    await server.fail(shard, { error: outcome.message, again: outcome.again, released: false }, reporting());
  } else if (outcome.kind === 'unable') {
    log.warn({ error: outcome.message }, 'this machine could not do a shard, which is given back');
    await server.fail(shard, { error: outcome.message, again: true, released: true }, reporting());
  } else if (stop.working.aborted) {
    const given = { error: 'its worker was stopped', again: true, released: true };
    // Where it is not heard the lease runs out.
    await server.fail(shard, given, AbortSignal.timeout(GIVING_BACK_MS)).catch(() => {});
  }
}

/** Sends what a result names; false where the shard is no longer wanted here, or has failed since the server refuses a file. */
async function sendFiles(
  server: ServerConnection,
  shard: ClaimedShard,
  { kept, keptFolder }: { kept: string[]; keptFolder: string },
  signal: AbortSignal,
): Promise<boolean> {
  try {
    for (const sha256 of kept) {
      const state = await server.keep(shard, sha256, () => readFile(path.join(keptFolder, sha256)), signal);
      if (state !== 'live') return false;
    }
    return true;
  } catch (error) {
    if (!(error instanceof ServerRefused)) throw error;
    await server.fail(shard, { error: error.message, again: true, released: false }, signal);
    return false;
  }
}

/** A result that the server refuses is a failed attempt, not one that nobody hears of. */
async function post(
  server: ServerConnection,
  shard: ClaimedShard,
  result: string,
  signal: AbortSignal,
): Promise<LeaseState> {
  try {
    return await server.complete(shard, result, signal);
  } catch (error) {
    if (!(error instanceof ServerRefused)) throw error;
    return server.fail(shard, { error: error.message, again: true, released: false }, signal);
  }
}
