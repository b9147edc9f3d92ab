import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { noTracing, type OpenSpan, type Tracing } from '@passband/tracing';
import type { Logger } from 'pino';
import type { BlobCache } from './blob-cache.ts';
import { errorMessage } from './error-message.ts';
import type { EvaluationProcess, Outcome } from './evaluation-process.ts';
import { HeldLease } from './held-lease.ts';
import { report } from './report.ts';
import type { ClaimedShard, ServerConnection } from './server-connection.ts';
import type { Stop } from './stop.ts';
import { untilWhole } from './until-whole.ts';

const HEARTBEAT_MS = 500;

/** What a shard is done with. */
export interface ShardParts {
  server: ServerConnection;
  blobs: BlobCache;
  evaluation: EvaluationProcess;
  /** For what it keeps while the shard is done. */
  folder: string;
  log: Logger;
  tracing?: Tracing;
  /** Of the shard. */
  span: OpenSpan;
}

/** A shard that is worked on. */
interface UnderWay {
  shard: ClaimedShard;
  lease: HeldLease;
  progress(): { imagesDone: number; imagesPerSecond: number | null };
  /** Aborted where the server says that it is no longer wanted here, and once it is reported. */
  given: AbortController;
}

/** What a slot learns of a shard that it did. */
export interface Did {
  /** Images a second, null where it gave no result. */
  imagesPerSecond: number | null;
  /** Whether this machine could do it and the server took the report: else the next one is likely to end as this one. */
  isAble: boolean;
}

/** Does one shard and reports it. Never rejects. */
export async function doShard(parts: ShardParts, shard: ClaimedShard, stop: Stop): Promise<Did> {
  const { log, span, tracing = noTracing } = parts;
  const given = new AbortController();
  const started = performance.now();
  let imagesDone = 0;
  const speed = () => (imagesDone > 0 ? (1000 * imagesDone) / (performance.now() - started) : null);
  const progress = () => ({ imagesDone, imagesPerSecond: speed() });
  const lease = new HeldLease(shard.leaseSeconds);
  const heartbeat = beat(parts.server, { shard, lease, progress, given }, log);
  const keptFolder = path.join(parts.folder, `kept-${randomUUID()}`);
  try {
    const signal = AbortSignal.any([stop.working, given.signal]);
    const outcome = await evaluate(parts, shard, keptFolder, signal, (done) => {
      imagesDone = done;
    });
    const evaluated = speed();
    if (outcome.kind === 'error' || outcome.kind === 'unable') span.fail(outcome.message);
    await tracing.span({ name: 'report' }, async () => {
      try {
        await report(parts.server, { shard, outcome, keptFolder, lease, unwanted: given.signal }, stop, log);
      } catch (error) {
        // The shard is another's by now, or a beat overtook the answer to its result: nothing is left to report.
        if (!given.signal.aborted) throw error;
      }
    });
    return { imagesPerSecond: outcome.kind === 'result' ? evaluated : null, isAble: outcome.kind !== 'unable' };
  } catch (error) {
    const reason = errorMessage(error);
    span.fail(reason);
    log.warn({ error: reason }, 'a shard could not be reported');
    return { imagesPerSecond: null, isAble: false };
  } finally {
    given.abort();
    lease.forget();
    await heartbeat;
    await rm(keptFolder, { recursive: true, force: true }).catch((error: unknown) =>
      log.warn({ error: errorMessage(error) }, 'what was kept for a shard could not be removed'),
    );
  }
}

async function evaluate(
  { blobs, evaluation, log, tracing = noTracing }: ShardParts,
  shard: ClaimedShard,
  keptFolder: string,
  signal: AbortSignal,
  onProgress: (imagesDone: number) => void,
): Promise<Outcome> {
  try {
    await mkdir(keptFolder, { mode: 0o700 });
    const files = await tracing.span({ name: 'fetch' }, () => filesOf(blobs, shard, signal));
    log.debug({ runtime: shard.runtime }, 'the shard is evaluated');
    return await tracing.span({ name: 'evaluate' }, () =>
      evaluation.evaluate({ order: shard, files, keptFolder }, signal, onProgress),
    );
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    if (isOfThisMachine(error)) return { kind: 'unable', message: errorMessage(error) };
    return { kind: 'error', message: `the files could not be fetched: ${errorMessage(error)}`, again: true };
  }
}

/** What the file system throws, such as of a disk that is full: no fault of the shard's. */
const isOfThisMachine = (error: unknown): boolean => error instanceof Error && 'errno' in error && 'syscall' in error;

async function filesOf(blobs: BlobCache, { model, dataset, training }: ClaimedShard, signal: AbortSignal) {
  const here = (sha256: string, extension: string): Promise<string> =>
    untilWhole(() => blobs.file(sha256, extension, signal), signal);
  const file = async (sha256: string | null | undefined, extension: string): Promise<string | null> =>
    sha256 == null ? null : here(sha256, extension);
  return {
    model: await file(model?.sha256, '.model'),
    dataset: await here(dataset.canonicalSha256, '.passband'),
    validation: await file(training?.validation?.canonicalSha256, '.passband'),
    teacher: await file(training?.teacher?.sha256, '.model'),
    checkpoint: await file(training?.checkpoint, '.checkpoint'),
  };
}

/** Keeps the lease alive; ends the work where the server says that it is no longer wanted here. */
async function beat(server: ServerConnection, { shard, lease, progress, given }: UnderWay, log: Logger): Promise<void> {
  while (!given.signal.aborted) {
    await wait(HEARTBEAT_MS, undefined, { signal: given.signal }).catch(() => {});
    if (given.signal.aborted) return;
    try {
      const state = await server.heartbeat(shard, progress(), given.signal);
      if (state === 'live') {
        lease.extended();
        continue;
      }
      // A beat that the result overtook finds the shard done.
      if (!given.signal.aborted) log.debug({ state }, 'the shard is no longer wanted here');
      given.abort();
    } catch (error) {
      // A server that restarts: the lease outlives it, and the result decides.
      log.debug({ error: errorMessage(error) }, 'no answer to a heartbeat');
    }
  }
}
