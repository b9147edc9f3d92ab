/** What W3C Trace Context says of a span in one header: trace, span, and whether it is recorded. */
export interface RemoteSpan {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

const HEADER = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;

/** Null where it is none that can be trusted: others' spans then begin traces of their own. */
export function parsedTraceparent(header: string): (RemoteSpan & { isRemote: true }) | null {
  const [, traceId = '', spanId = '', flags = ''] = HEADER.exec(header) ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

export function traceparentOf({ traceId, spanId, traceFlags }: RemoteSpan): string {
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}
