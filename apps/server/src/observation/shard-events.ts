import type { ShardOrder, ShardResult } from '@passband/engine';
import { type ExpiredLease, type LeaseState, madeAt } from '@passband/store';
import type { Tracing } from '@passband/tracing';
import type { Logger } from 'pino';
import { globalId } from '../graphql/global-id.ts';
import type { ServerCounts } from './server-counts.ts';

/** Tells log, monitor and trace what becomes of shards. */
export class ShardEvents {
  readonly #log: Logger;
  readonly #tracing: Tracing;
  readonly #counts: ServerCounts;

  constructor(log: Logger, tracing: Tracing, counts: ServerCounts) {
    this.#log = log;
    this.#tracing = tracing;
    this.#counts = counts;
  }

  claimed(order: ShardOrder & { attempt: number }, worker: { id: string; host: string }, askedMs: number): void {
    const { id, measurementId, attempt, runtime } = order;
    const { firstRound, roundCount } = order.shard;
    const about = { measurement: globalId('measurement', measurementId), shard: id };
    this.#log.info(
      { ...about, attempt, worker: worker.id, host: worker.host, runtime, firstRound, roundCount },
      'shard claimed',
    );
    const under = { measurementId };
    const attributes = { 'passband.shard': id, 'passband.attempt': attempt };
    // How long one that is tried again has waited for it is not known.
    if (attempt === 1)
      this.#tracing
        .begin({ name: 'queue wait', under, attributes, startMs: Math.min(madeAt(id), askedMs) })
        .end(askedMs);
    this.#tracing.begin({ name: 'claim', under, attributes, startMs: askedMs, linked: true }).end();
  }

  reported(shard: string, state: LeaseState, { method, imagesEvaluated, seconds }: ShardResult): void {
    if (state !== 'live') {
      this.#log.info({ shard, state }, 'result not wanted');
      return;
    }
    this.#log.info({ shard, imagesEvaluated, seconds }, 'shard stored');
    this.#counts.resultsStored.inc({ method });
    this.#counts.imagesEvaluated.inc({ method }, imagesEvaluated);
  }

  failed(
    { shardId, measurementId }: { shardId: string; measurementId: string },
    { error, again, released }: { error: string; again: boolean; released: boolean },
  ): void {
    const about = { measurement: globalId('measurement', measurementId), shard: shardId };
    if (released) {
      this.#log.info({ ...about, error }, 'shard given back');
      return;
    }
    this.#log.warn({ ...about, error, again }, 'shard failed');
    this.#counts.attemptsFailed.inc({ reason: 'reported' });
  }

  expired({ shardId, measurementId, host, failed }: ExpiredLease): void {
    const about = { measurement: globalId('measurement', measurementId), shard: shardId };
    this.#log.warn({ ...about, host, again: !failed }, 'lease ran out');
    this.#counts.attemptsFailed.inc({ reason: 'lease ran out' });
  }
}
