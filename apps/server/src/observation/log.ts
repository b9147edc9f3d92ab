import type { Tracing } from '@passband/tracing';
import pino, { type DestinationStream, type Logger } from 'pino';
import { requestFields } from '../http/request-ids.ts';

/**
 * The server's log, a line of JSON each: every line that is written while a request is answered has `requestId`, and
 * `measurement` and `shard` where the request is about one; `traceId` and `spanId` where spans are sent.
 */
export function serverLog(level: string, tracing: Pick<Tracing, 'ids'>, destination: DestinationStream): Logger {
  return pino({ name: 'server', level, mixin: () => ({ ...requestFields(), ...tracing.ids() }) }, destination);
}
