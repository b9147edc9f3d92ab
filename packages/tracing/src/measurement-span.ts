/** The request headers in which a worker says by uuids what a request is for, so that the server's log can name it too. */
export const ABOUT_HEADERS = { measurement: 'passband-measurement', shard: 'passband-shard' } as const;

/**
 * Where the spans of a measurement hang: its trace is its uuid, and the span of the whole is the uuid's second half. Nothing
 * has to be stored or sent for it, so any server and any worker adds to the same trace.
 */
export function measurementSpan(id: string): { traceId: string; spanId: string } {
  const traceId = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(traceId)) throw new Error(`a measurement's trace is told by its uuid; got ${id}`);
  return { traceId, spanId: traceId.slice(16) };
}
