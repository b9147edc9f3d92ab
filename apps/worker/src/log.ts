import type { Tracing } from '@passband/tracing';
import pino, { type DestinationStream, type Logger } from 'pino';
import { shardFields } from './shard-context.ts';

/** The worker's log, a line of JSON each; what is written while a shard is done has `measurement` and `shard`. */
export function workerLog(level: string, tracing: Pick<Tracing, 'ids'>, destination: DestinationStream): Logger {
  return pino({ name: 'worker', level, mixin: () => ({ ...shardFields(), ...tracing.ids() }) }, destination);
}
