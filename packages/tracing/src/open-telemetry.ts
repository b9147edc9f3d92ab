/** The packages of OpenTelemetry. They are loaded when spans are to be sent, and never before: types are all that others import. */
export interface OpenTelemetry {
  api: typeof import('@opentelemetry/api');
  exporter: typeof import('@opentelemetry/exporter-trace-otlp-http');
  resources: typeof import('@opentelemetry/resources');
  sdk: typeof import('@opentelemetry/sdk-trace');
}

/** Loads all four at once. */
export async function loadOpenTelemetry(): Promise<OpenTelemetry> {
  const [api, exporter, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ]);
  return { api, exporter, resources, sdk };
}
