import { collectorOf } from './collector.ts';
import { noTracing, type Tracing } from './tracing.ts';

/** Whose spans they are. */
export interface TracedProgram {
  /** service.name, where OTEL_SERVICE_NAME says no other. */
  service: string;
  version: string;
  /** Told where spans could not be sent, at most once a minute. */
  warn(message: string): void;
}

/**
 * Spans over OTLP/HTTP where OTEL_EXPORTER_OTLP_ENDPOINT (or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) is set; else nothing of
 * OpenTelemetry is even loaded.
 */
export async function openTracing(env: NodeJS.ProcessEnv, program: TracedProgram): Promise<Tracing> {
  if (!isAskedFor(env)) return noTracing;
  const { otlpTracing } = await import('./otlp-tracing.ts');
  return otlpTracing(env, program);
}

function isAskedFor(env: NodeJS.ProcessEnv): boolean {
  return (
    Boolean(collectorOf(env)) &&
    env.OTEL_SDK_DISABLED?.toLowerCase() !== 'true' &&
    (env.OTEL_TRACES_EXPORTER || 'otlp') === 'otlp'
  );
}
