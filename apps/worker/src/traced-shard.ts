import { noTracing, type OpenSpan, type Tracing } from '@passband/tracing';
import type { ClaimedShard } from './server-connection.ts';
import { aboutShard } from './shard-context.ts';

/** Does a shard as a span of its measurement's trace; whatever happens meanwhile is about it. */
export function tracedShard<T>(
  shard: ClaimedShard,
  tracing: Tracing = noTracing,
  work: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  const attributes = {
    ...{ 'passband.shard': shard.id, 'passband.runtime': shard.runtime, 'passband.method': shard.shard.method },
    ...{ 'passband.first_round': shard.shard.firstRound, 'passband.round_count': shard.shard.roundCount },
  };
  return aboutShard(shard, () =>
    tracing.span({ name: 'shard', under: { measurementId: shard.measurementId }, attributes }, work),
  );
}
