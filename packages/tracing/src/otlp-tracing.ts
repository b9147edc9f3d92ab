import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, Span, SpanContext, SpanStatusCode } from '@opentelemetry/api';
import type { IdGenerator } from '@opentelemetry/sdk-trace';
import { collectorName } from './collector.ts';
import { measurementSpan } from './measurement-span.ts';
import { loadOpenTelemetry, type OpenTelemetry } from './open-telemetry.ts';
import type { TracedProgram } from './open-tracing.ts';
import { samplerOf } from './sampler.ts';
import { parsedTraceparent, traceparentOf } from './traceparent.ts';
import type { OpenSpan, SpanStart, Tracing } from './tracing.ts';

/** How long the end of a program may wait for its last spans to leave. */
const CLOSE_MS = 2_000;
const WARN_EVERY_MS = 60_000;
/** Nobody waits for spans, and a collector that takes longer is one that is down. */
const EXPORT_MS = 5_000;

/** Random ids, but for the span of a whole measurement, which has those that its uuid gives. */
class Ids implements IdGenerator {
  readonly #random: IdGenerator;
  #given: { traceId: string; spanId: string } | null = null;

  constructor(random: IdGenerator) {
    this.#random = random;
  }

  readonly generateTraceId = (): string => this.#given?.traceId ?? this.#random.generateTraceId();
  readonly generateSpanId = (): string => this.#given?.spanId ?? this.#random.generateSpanId();

  giving<T>(ids: { traceId: string; spanId: string }, begin: () => T): T {
    this.#given = ids;
    try {
      return begin();
    } finally {
      this.#given = null;
    }
  }
}

export async function otlpTracing(env: NodeJS.ProcessEnv, { service, version, warn }: TracedProgram): Promise<Tracing> {
  const openTelemetry = await loadOpenTelemetry();
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = openTelemetry.api;
  const { BatchSpanProcessor, RandomIdGenerator, TracerProvider } = openTelemetry.sdk;
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } = openTelemetry.resources;
  const { OTLPTraceExporter } = openTelemetry.exporter;
  warnSeldom(openTelemetry, (reason) => warn(`spans could not be sent to ${collectorName(env)}: ${reason}`));
  if (env.OTEL_EXPORTER_OTLP_PROTOCOL === 'grpc')
    warn('OTEL_EXPORTER_OTLP_PROTOCOL must be one of OTLP over HTTP; got grpc, and spans are sent as http/json');
  const ids = new Ids(new RandomIdGenerator());
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(openTelemetry, env, warn),
    idGenerator: ids,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), exportTimeoutMillis: EXPORT_MS })],
  });
  const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL } as const;
  const tracer = provider.getTracer('passband', version);
  const running = new AsyncLocalStorage<{ span: Span }>();

  const ofMeasurement = (id: string, startTime?: number): Span =>
    ids.giving(measurementSpan(id), () =>
      tracer.startSpan('measurement', { root: true, ...(startTime !== undefined && { startTime }) }, ROOT_CONTEXT),
    );
  const parentOf = (under: SpanStart['under']): Context => {
    const parent = contextOf(under);
    return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
  };
  const contextOf = (under: SpanStart['under']): SpanContext | null => {
    if (under === undefined) return running.getStore()?.span.spanContext() ?? null;
    if ('traceparent' in under) return parsedTraceparent(under.traceparent);
    // Asks the sampler whether this trace is told at all. It is never ended, so it is told by `whole` alone.
    return ofMeasurement(under.measurementId).spanContext();
  };

  const begin = ({ name, kind = 'internal', attributes = {}, under, startMs, linked }: SpanStart): OpenSpan => {
    const link = linked ? running.getStore()?.span.spanContext() : undefined;
    const links = link ? [{ context: link }] : [];
    const options = { kind: kinds[kind], attributes, links, ...(startMs !== undefined && { startTime: startMs }) };
    return opened(tracer.startSpan(name, options, parentOf(under)), running, SpanStatusCode.ERROR);
  };

  return {
    on: true,
    begin,
    async span(start, work) {
      const span = begin(start);
      try {
        return await span.within(() => work(span));
      } catch (error) {
        span.fail(error instanceof Error ? error.message : String(error));
        throw error;
      } finally {
        span.end();
      }
    },
    whole({ id, startMs, endMs, failed, attributes }) {
      const span = ofMeasurement(id, startMs);
      span.setAttributes(attributes);
      if (failed !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: failed });
      span.end(endMs);
    },
    running: () => running.getStore() !== undefined,
    ids() {
      const context = running.getStore()?.span.spanContext();
      return context ? { traceId: context.traceId, spanId: context.spanId } : {};
    },
    headers() {
      const context = running.getStore()?.span.spanContext();
      return context ? { traceparent: traceparentOf(context) } : {};
    },
    async close() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), late]);
    },
  };
}

function opened(span: Span, running: AsyncLocalStorage<{ span: Span }>, error: SpanStatusCode.ERROR): OpenSpan {
  return {
    name: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(attributes),
    fail: (message) => void span.setStatus({ code: error, message }),
    within: (work) => running.run({ span }, work),
    takeOver() {
      const holder = running.getStore();
      if (!holder) return () => {};
      const { span: before } = holder;
      holder.span = span;
      return () => {
        holder.span = before;
      };
    },
    end: (endMs) => span.end(endMs),
  };
}

/** A collector that is down is told of, but not for every batch. */
function warnSeldom({ api: { diag, DiagLogLevel } }: OpenTelemetry, warn: (message: string) => void): void {
  let last = Number.NEGATIVE_INFINITY;
  const seldom = (message: string): void => {
    if (performance.now() - last < WARN_EVERY_MS) return;
    last = performance.now();
    warn(reasonOf(message));
  };
  const nothing = (): void => {};
  diag.setLogger(
    { error: seldom, warn: seldom, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** OpenTelemetry tells an error as JSON with its stack. */
function reasonOf(message: string): string {
  try {
    const { message: reason, code }: { message?: string; code?: string } = JSON.parse(message);
    return reason || code || message;
  } catch {
    return message;
  }
}
