/** Variables that say who somebody is, to Passband, its database and its collector of traces. */
export const SECRETS = [
  ...['PASSBAND_TOKEN', 'PASSBAND_WORKER_TOKEN', 'DATABASE_URL', 'PGPASSWORD'],
  ...['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'],
];

/** An environment for a program that has no need of them. */
export function withoutSecrets(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name)));
}
