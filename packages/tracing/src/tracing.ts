/** What is said of a span, by OpenTelemetry's names where it has one. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What a span is begun with. */
export interface SpanStart {
  name: string;
  kind?: 'server' | 'client' | 'internal';
  attributes?: SpanAttributes;
  /** What it is a part of: a measurement, or whoever sent this W3C traceparent; else the span that runs, if one does. */
  under?: { measurementId: string } | { traceparent: string } | undefined;
  /** Milliseconds since 1970; now where it is left out. */
  startMs?: number;
  /** Points to the span that runs, of another trace. */
  linked?: boolean;
}

/** A span that has begun. */
export interface OpenSpan {
  name(name: string): void;
  set(attributes: SpanAttributes): void;
  fail(message: string): void;
  /** Runs `work` with this span as the one that runs. */
  within<T>(work: () => T): T;
  /** Makes it the one that runs for the rest of what runs now, where no `within` can go around it; gives that back. */
  takeOver(): () => void;
  end(endMs?: number): void;
}

/** Spans of one program. Without an endpoint to send them to, everything here does nothing. */
export interface Tracing {
  readonly on: boolean;
  begin(start: SpanStart): OpenSpan;
  /** A span around `work`, failed where that rejects. */
  span<T>(start: SpanStart, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** The span of a whole measurement, told once when it is over. */
  whole(measurement: {
    id: string;
    startMs: number;
    endMs: number;
    failed: string | null;
    attributes: SpanAttributes;
  }): void;
  /** Whether a span runs. */
  running(): boolean;
  /** For the log: which span runs. */
  ids(): { traceId: string; spanId: string } | Record<string, never>;
  /** For requests to others: which span runs. */
  headers(): Record<string, string>;
  /** Sends what is left, within two seconds. */
  close(): Promise<void>;
}

const noSpan: OpenSpan = {
  name() {},
  set() {},
  fail() {},
  within: (work) => work(),
  takeOver: () => () => {},
  end() {},
};

/** Does nothing: where no collector is named. */
export const noTracing: Tracing = {
  on: false,
  begin: () => noSpan,
  span: (_start, work) => work(noSpan),
  whole() {},
  running: () => false,
  ids: () => ({}),
  headers: () => ({}),
  close: async () => {},
};
