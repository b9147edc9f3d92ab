import { expect, test } from 'vitest';
import { collectorName } from './collector.ts';

test.each([
  ['http://collector:4318/v1/traces', 'http://collector:4318'],
  ['https://someone:secret@collector/', 'https://collector'],
  ['localhost:4318', 'the collector'],
  ['grpc://collector:4317', 'the collector'],
  ['nonsense', 'the collector'],
])('a collector at %s is told of as %s', (OTEL_EXPORTER_OTLP_ENDPOINT, name) => {
  expect(collectorName({ OTEL_EXPORTER_OTLP_ENDPOINT })).toBe(name);
});
