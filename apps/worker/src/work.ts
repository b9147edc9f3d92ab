import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { BlobCache } from './blob-cache.ts';
import type { EvaluationProcess, Outcome } from './evaluation-process.ts';
import {
  type ClaimedShard,
  type LeaseState,
  type ServerConnection,
  ServerRefused,
  type WorkerIdentity,
} from './server-connection.ts';

export interface Work {
  identity: WorkerIdentity;
  server: ServerConnection;
  blobs: BlobCache;
  evaluation: EvaluationProcess;
  log: Logger;
}

const HEARTBEAT_MS = 500;
/** How long a report is tried while the server can't be reached, and how long once this worker was asked to stop. */
const REPORT_MS = { most: 60_000, stopping: 2_000 };
/** Of the files that a result names, which may be large. */
const SENDING_MS = 30 * 60_000;
const UNREACHED_MS = { first: 250, last: 5_000 };

/** Claims shards and does them until `signal` is aborted; the shard under way is then given back. */
export async function work(parts: Work, signal: AbortSignal): Promise<void> {
  await claimAndDo(parts, signal);
  parts.log.info(`left ${parts.server.url}`);
}

async function claimAndDo(parts: Work, signal: AbortSignal): Promise<void> {
  const late = soonAfter(signal);
  let imagesPerSecond: number | null = null;
  let delayMs = UNREACHED_MS.first;
  let joined = false;
  while (!signal.aborted) {
    try {
      // The first answer comes at once, so that a person reads whether it joined.
      const shard = await parts.server.claim(parts.identity, { imagesPerSecond, wait: joined }, signal);
      delayMs = UNREACHED_MS.first;
      if (!joined) parts.log.info(`joined ${parts.server.url} with ${namesOf(parts.identity)}`);
      joined = true;
      if (!shard) continue;
      const speed = await doShard(parts, shard, { stop: signal, late });
      // Training is slower, and says nothing of how large a shard of evaluation should be.
      if (!shard.training) imagesPerSecond = speed ?? imagesPerSecond;
    } catch (error) {
      if (signal.aborted) return;
      // A claim that is refused for good (a wrong token) would be refused for ever.
      if (error instanceof ServerRefused && (error.status === 401 || error.status === 403))
        throw new Error(`PASSBAND_WORKER_TOKEN must be the server's; ${error.message}`, { cause: error });
      joined = false;
      parts.log.warn({ error: messageOf(error), delayMs }, 'the server could not be reached');
      await wait(delayMs, undefined, { signal }).catch(() => {});
      delayMs = Math.min(2 * delayMs, UNREACHED_MS.last);
    }
  }
}

function namesOf({ runtimes }: WorkerIdentity): string {
  const here = runtimes.filter(({ available }) => available).map(({ name }) => name);
  return here.join(', ') || 'no runtime';
}

/** That this worker was asked to stop, and that the time it has to end since is over. */
interface Stop {
  stop: AbortSignal;
  late: AbortSignal;
}

/** Does one shard and reports it. Returns its speed in images a second, null where it gave no result. */
async function doShard(parts: Work, shard: ClaimedShard, { stop, late }: Stop): Promise<number | null> {
  const log = parts.log.child({ measurement: shard.measurement, shard: shard.id });
  const given = new AbortController();
  const signal = AbortSignal.any([stop, given.signal]);
  const started = performance.now();
  let imagesDone = 0;
  const speed = () => (imagesDone > 0 ? (1000 * imagesDone) / (performance.now() - started) : null);
  const heartbeat = beat(parts, shard, () => ({ imagesDone, imagesPerSecond: speed() }), given, log);
  const keptFolder = await mkdtemp(path.join(os.tmpdir(), 'passband-kept-'));
  try {
    const outcome = await evaluate(parts, shard, keptFolder, signal, (done) => {
      imagesDone = done;
    });
    await report(parts.server, shard, { outcome, keptFolder }, { stop, late }, given.signal, log);
    return outcome.kind === 'result' ? speed() : null;
  } catch (error) {
    // The shard is another's by now, or a beat overtook the answer to its result: nothing is left to report.
    if (!given.signal.aborted) throw error;
    return null;
  } finally {
    given.abort();
    await heartbeat;
    await rm(keptFolder, { recursive: true, force: true });
  }
}

async function evaluate(
  { blobs, evaluation }: Work,
  shard: ClaimedShard,
  keptFolder: string,
  signal: AbortSignal,
  onProgress: (imagesDone: number) => void,
): Promise<Outcome> {
  try {
    const files = await filesOf(blobs, shard, signal);
    return await evaluation.evaluate({ order: shard, files, keptFolder }, signal, onProgress);
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'error', message: `the files could not be fetched: ${messageOf(error)}`, again: true };
  }
}

async function filesOf(blobs: BlobCache, { model, dataset, training }: ClaimedShard, signal: AbortSignal) {
  const file = async (order: { sha256: string } | null | undefined, extension: string): Promise<string | null> =>
    order ? blobs.file(order.sha256, extension, signal) : null;
  return {
    model: await file(model, '.model'),
    dataset: await blobs.file(dataset.sha256, '.passband', signal),
    validation: await file(training?.validation, '.passband'),
    teacher: await file(training?.teacher, '.model'),
    checkpoint: await file(training?.checkpoint, '.checkpoint'),
  };
}

/** Keeps the lease alive; ends the work where the server says that it is no longer wanted here. */
async function beat(
  { server }: Work,
  shard: ClaimedShard,
  progress: () => { imagesDone: number; imagesPerSecond: number | null },
  given: AbortController,
  log: Logger,
): Promise<void> {
  while (!given.signal.aborted) {
    await wait(HEARTBEAT_MS, undefined, { signal: given.signal }).catch(() => {});
    if (given.signal.aborted) return;
    try {
      const state = await server.heartbeat(shard, progress(), given.signal);
      if (state === 'live') continue;
      // A beat that the result overtook finds the shard done.
      if (!given.signal.aborted) log.debug({ state }, 'the shard is no longer wanted here');
      given.abort();
    } catch (error) {
      // A server that restarts: the lease outlives it, and the result decides.
      log.debug({ error: messageOf(error) }, 'no answer to a heartbeat');
    }
  }
}

async function report(
  server: ServerConnection,
  shard: ClaimedShard,
  { outcome, keptFolder }: { outcome: Outcome; keptFolder: string },
  { stop, late }: Stop,
  unwanted: AbortSignal,
  log: Logger,
): Promise<void> {
  const reporting = AbortSignal.any([unwanted, late, AbortSignal.timeout(REPORT_MS.most)]);
  if (outcome.kind === 'result') {
    const sending = AbortSignal.any([unwanted, late, AbortSignal.timeout(SENDING_MS)]);
    if (!(await sendFiles(server, shard, { ...outcome, keptFolder }, sending))) return;
    const state = await post(
      server,
      shard,
      outcome.result,
      AbortSignal.any([unwanted, late, AbortSignal.timeout(REPORT_MS.most)]),
    );
    log.debug({ state }, 'result posted');
  } else if (outcome.kind === 'error') {
    log.warn({ error: outcome.message, again: outcome.again }, 'a shard failed');
    await server.fail(shard, { error: outcome.message, again: outcome.again, released: false }, reporting);
  } else if (stop.aborted) {
    await server
      .fail(
        shard,
        { error: 'its worker was stopped', again: true, released: true },
        AbortSignal.timeout(REPORT_MS.stopping),
      )
      .catch(() => {});
  }
}

/** Aborted a little after `stop` is: what is under way has that long to end. */
function soonAfter(stop: AbortSignal): AbortSignal {
  const soon = new AbortController();
  const begin = () => setTimeout(() => soon.abort(), REPORT_MS.stopping).unref();
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return soon.signal;
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

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
