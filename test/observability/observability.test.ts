import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryDataFolder } from '../end-to-end/data-folder.ts';
import { root, TooLate, until } from '../end-to-end/passband.ts';
import { registerDataset, registerModel } from '../end-to-end/registered.ts';
import { type ServerAndWorker, startServerAndWorker } from './programs.ts';
import { type ReceivedSpan, receiveSpans } from './span-receiver.ts';

const DEMO = path.join(root, 'packages/demo/data');
/** Of the client that starts the measurement. */
const CLIENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

let data: Awaited<ReturnType<typeof temporaryDataFolder>>;
let receiver: Awaited<ReturnType<typeof receiveSpans>>;
let running: ServerAndWorker;
/** As clients know it. */
let measurement: string;

/** A measurement from start to finish; its id. */
async function measured(passband: ServerAndWorker): Promise<string> {
  const { model } = await registerModel(passband, 'net', path.join(DEMO, 'networks/baseline-seed-0.onnx'));
  const { dataset } = await registerDataset(passband, 'images', path.join(DEMO, 'fashion-mnist-sample.npz'));
  const response = await fetch(`${passband.url}/graphql`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'x-request-id': 'the-start' },
      traceparent: `00-${CLIENT.traceId}-${CLIENT.spanId}-01`,
    },
    body: JSON.stringify({
      query:
        'mutation Start($input: MeasurePathSpectrumInput!) { measurePathSpectrum(input: $input) { measurement { id } } }',
      variables: { input: { model: model?.id, dataset: dataset?.id, pairsPerGroup: 3 } },
    }),
  });
  const { data } = (await response.json()) as { data: { measurePathSpectrum: { measurement: { id: string } } } };
  const { id } = data.measurePathSpectrum.measurement;
  await until('it succeeds', async () => {
    const { measurement } = await passband.query<{ measurement: { status: string; error: string | null } }>(
      'query ($id: ID!) { measurement(id: $id) { status error } }',
      { id },
    );
    if (measurement.status === 'FAILED') throw new TooLate(measurement.error ?? 'failed');
    return measurement.status === 'SUCCEEDED' ? true : null;
  });
  return id;
}

describe('with a collector', () => {
  beforeAll(async () => {
    data = await temporaryDataFolder();
    receiver = await receiveSpans();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url };
    running = await startServerAndWorker(data.folder, { server: env, worker: env });
    measurement = await measured(running);
    // What is left leaves when they end.
    await running.stop();
  });
  afterAll(async () => {
    await running?.stop();
    receiver?.close();
    await data?.remove();
  });

  const spansOfMeasurement = (): ReceivedSpan[] => {
    const traceId = measurement.slice('measurement-'.length).replaceAll('-', '');
    return receiver.spans.filter((span) => span.traceId === traceId);
  };
  const named = (name: string) => spansOfMeasurement().filter((span) => span.name === name);

  test('a measurement is one trace, from the queue to its finish, each span within its parent', () => {
    const [whole, ...others] = named('measurement');
    expect(others).toEqual([]);
    expect(whole).toMatchObject({ service: 'passband-server', parent: null, failed: false });
    expect(whole?.attributes).toMatchObject({ 'passband.measurement': measurement, 'passband.status': 'SUCCEEDED' });

    const parents = (name: string) => new Set(named(name).map(({ service, parent }) => `${service} ${parent}`));
    for (const name of ['queue', 'queue wait', 'claim', 'finish'])
      expect([name, parents(name)]).toEqual([name, new Set([`passband-server ${whole?.spanId}`])]);
    expect(parents('shard')).toEqual(new Set([`passband-worker ${whole?.spanId}`]));

    const shards = named('shard');
    expect(shards.length).toBeGreaterThan(0);
    expect(named('claim')).toHaveLength(shards.length);
    expect(named('queue wait')).toHaveLength(shards.length);
    for (const shard of shards)
      for (const part of ['fetch', 'evaluate', 'report'])
        expect(named(part).filter(({ parent }) => parent === shard.spanId)).toHaveLength(1);

    const within = (child: string, parent: string) => {
      const ids = new Set(named(parent).map(({ spanId }) => spanId));
      expect(named(child).length).toBeGreaterThan(0);
      for (const span of named(child)) {
        expect(span.service).toBe('passband-server');
        expect(ids).toContain(span.parent);
      }
    };
    within('GET /blobs/:sha256', 'fetch');
    within('POST /worker/shards/:id/complete', 'report');
    within('insert paths', 'POST /worker/shards/:id/complete');
    expect(named('POST /worker/shards/:id/heartbeat')).toEqual([]);

    expect(spansOfMeasurement().filter(({ failed }) => failed)).toEqual([]);
    const known = new Set(spansOfMeasurement().map(({ spanId }) => spanId));
    for (const { name, parent } of spansOfMeasurement())
      if (name !== 'measurement') expect([name, known.has(parent ?? '')]).toEqual([name, true]);
    // Clocks are of one machine here; the database's ticks in milliseconds.
    const slack = 5_000_000n;
    for (const { name, start, end } of spansOfMeasurement())
      if (!name.startsWith('POST') && name !== 'finish' && whole)
        expect([name, start >= whole.start - slack, end >= start]).toEqual([name, true, true]);
  });

  test("a request goes on with its client's trace, and a measurement's points to who started it", () => {
    const ofClient = receiver.spans.filter(({ traceId }) => traceId === CLIENT.traceId);
    const [request] = ofClient.filter(({ name }) => name === 'POST /graphql');
    expect(request).toMatchObject({ parent: CLIENT.spanId, attributes: { 'passband.request': 'the-start' } });
    const [operation] = ofClient.filter(({ name }) => name === 'mutation Start');
    expect(operation?.parent).toBe(request?.spanId);
    const inserted = ofClient.filter(({ name }) => name === 'insert measurements');
    expect(inserted.map(({ parent }) => parent)).toEqual([operation?.spanId]);
    expect(named('queue').map(({ links }) => links)).toEqual([
      [expect.objectContaining({ traceId: CLIENT.traceId, spanId: operation?.spanId })],
    ]);
  });

  test('no span holds a value of a statement', () => {
    const statements = receiver.spans.map(({ attributes }) => attributes['db.query.text']).filter(Boolean);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.join('\n')).not.toContain(measurement.slice('measurement-'.length));
  });

  test('the logs of server and worker tell the story of one shard under its id', () => {
    const [shard] = named('shard').map(({ attributes }) => attributes['passband.shard']);
    const about = (lines: Record<string, unknown>[]) =>
      lines.filter((line) => line.shard === shard && line.msg !== 'statement');
    const onServer = about(running.server.lines);
    const onWorker = about(running.worker.lines);
    expect(onServer.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['shard claimed', 'request', 'shard stored']),
    );
    expect(onWorker.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['the shard is evaluated']));
    expect(new Set(onWorker.map((line) => line.measurement))).toEqual(new Set([measurement]));
    expect(new Set(onServer.map((line) => line.measurement))).toEqual(new Set([measurement]));
    const paths = onServer.filter(({ msg }) => msg === 'request').map((line) => line.path);
    expect(paths).toContain(`/worker/shards/${shard}/complete`);
    expect(paths).toContainEqual(expect.stringMatching(/^\/blobs\/[0-9a-f]{64}$/));
  });

  test('every line is JSON, and what is written for a request has its id', () => {
    for (const { output, lines } of [running.server, running.worker])
      expect(
        output.split('\n').filter((line) => line !== '' && !line.startsWith("Passband's server is at")),
      ).toHaveLength(lines.length);
    const ofStart = running.server.lines.filter(({ requestId }) => requestId === 'the-start');
    expect(ofStart.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['statement', 'measurement queued', 'request']),
    );
    for (const line of running.server.lines)
      if (line.msg === 'request') expect(line.requestId).toEqual(expect.any(String));
  });

  test('docs/observability.md lists every field', () => {
    const listed = readFileSync(path.join(root, 'docs/observability.md'), 'utf8')
      .split('\n## Logs')[1]
      ?.split('\n## Traces')[0]
      ?.matchAll(/^\|(.*?)\|/gm);
    const fields = new Set(
      [...(listed ?? [])].flatMap(([cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, one]) => one)),
    );
    const written = new Set(
      [running.server, running.worker].flatMap(({ lines }) =>
        lines.filter(({ msg }) => msg !== 'statement').flatMap((line) => Object.keys(line)),
      ),
    );
    for (const field of written) expect(fields).toContain(field);
  });
});

test('a collector that is down, or one that never answers, changes nothing but for a line a minute', async () => {
  const folder = await temporaryDataFolder();
  const connections: Socket[] = [];
  const silent = createServer((connection) => void connections.push(connection)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = (port: number) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const address = silent.address();
  const started = Date.now();
  const passband = await startServerAndWorker(folder.folder, {
    // A port of nobody: discard.
    server: endpoint(9),
    worker: endpoint(typeof address === 'object' ? (address?.port ?? 0) : 0),
  });
  try {
    await measured(passband);
    const warnings = ({ lines }: { lines: Record<string, unknown>[] }) =>
      lines.filter(({ msg }) => String(msg).startsWith('spans could not be sent to http://127.0.0.1:')).length;
    for (const program of [passband.server, passband.worker])
      await until('it says that spans could not be sent', async () => (warnings(program) > 0 ? true : null));
    await passband.stop();
    const most = 1 + Math.floor((Date.now() - started) / 60_000);
    for (const program of [passband.server, passband.worker]) expect(warnings(program)).toBeLessThanOrEqual(most);
    expect(connections.length).toBeGreaterThan(0);
  } finally {
    await passband.stop();
    for (const connection of connections) connection.destroy();
    silent.close();
    await folder.remove();
  }
});
