import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { measurementSpan } from './measurement-span.ts';
import { openTracing } from './open-tracing.ts';
import { parsedTraceparent, traceparentOf } from './traceparent.ts';
import { noTracing } from './tracing.ts';

const ID = '01a221b4-a6a5-7000-b9ba-7a344bd62999';
afterEach(() => vi.unstubAllEnvs());

test("a measurement's trace is its uuid, on any machine", () => {
  expect(measurementSpan(ID)).toEqual({ traceId: '01a221b4a6a57000b9ba7a344bd62999', spanId: 'b9ba7a344bd62999' });
  expect(() => measurementSpan('measurement-1')).toThrow('told by its uuid; got measurement-1');
});

describe('traceparent', () => {
  const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
  const header = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  test('is read as it is written', () => {
    expect(traceparentOf(span)).toBe(header);
    expect(parsedTraceparent(header)).toEqual({ ...span, isRemote: true });
  });

  test.each([
    ['of a later version, with more behind it', `cc${header.slice(2)}-what-the-future-will-be`, span.traceId],
    ['of version ff', `ff${header.slice(2)}`, undefined],
    ['of no trace', header.replace(span.traceId, '0'.repeat(32)), undefined],
    ['of no span', header.replace(span.spanId, '0'.repeat(16)), undefined],
    ['in capitals', header.toUpperCase(), undefined],
    ['that is empty', '', undefined],
  ])('%s', (_, text, traceId) => expect(parsedTraceparent(text)?.traceId).toBe(traceId));
});

test.each([
  ['no endpoint', {}],
  ['an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
  ['the SDK disabled', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }],
  ['another exporter', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_EXPORTER: 'none' }],
])('with %s nothing is traced', async (_, env) => {
  expect(await openTracing(env, { service: 'test', version: '1', warn: () => {} })).toBe(noTracing);
});

test('a collector that never answers keeps nobody: spans end, errors are those of the work, closing takes two seconds at most', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
  const tracing = await openTracing(process.env, { service: 'test', version: '1', warn: () => {} });
  const work = tracing.span({ name: 'work', under: { measurementId: ID } }, async () => {
    expect(tracing.ids()).toMatchObject({ traceId: measurementSpan(ID).traceId });
    expect(tracing.headers().traceparent).toContain(measurementSpan(ID).traceId);
    throw new Error('of the work');
  });
  await expect(work).rejects.toThrow('of the work');
  expect(tracing.running()).toBe(false);
  await tracing.close();
  silent.closeAllConnections();
  silent.close();
});

test('of a ratio of traces all spans of a measurement are sent, or none', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  vi.stubEnv('OTEL_TRACES_SAMPLER', 'parentbased_traceidratio');
  const flagOf = async (ratio: string): Promise<string | undefined> => {
    vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', ratio);
    const tracing = await openTracing(process.env, { service: 'test', version: '1', warn: () => {} });
    const header = await tracing.span({ name: 'shard', under: { measurementId: ID } }, async () => tracing.headers());
    await tracing.close();
    return header.traceparent?.slice(-2);
  };
  expect(await flagOf('1')).toBe('01');
  expect(await flagOf('0')).toBe('00');
});

test('an empty sampler is none that is named, and one that there is not is told of', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  const warningsOf = async (sampler: string): Promise<string[]> => {
    vi.stubEnv('OTEL_TRACES_SAMPLER', sampler);
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    await (await openTracing(process.env, { service: 'test', version: '1', warn })).close();
    return warnings;
  };
  expect(await warningsOf('')).toEqual([]);
  expect(await warningsOf('sometimes')).toEqual([expect.stringContaining('got sometimes')]);
});
