/** Where spans are sent to; empty where that is not said. */
export function collectorOf(env: NodeJS.ProcessEnv): string {
  return env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT || '';
}

/** Its address for people: without what it is called with, a password among it. */
export function collectorName(env: NodeJS.ProcessEnv): string {
  const collector = collectorOf(env);
  const { protocol, origin } = URL.canParse(collector) ? new URL(collector) : { protocol: '', origin: '' };
  return /^https?:$/.test(protocol) ? origin : 'the collector';
}
