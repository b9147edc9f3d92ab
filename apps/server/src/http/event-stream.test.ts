import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { storeId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';
import { eventStream } from './event-stream.ts';

let server: TestServer;
let ids: { model: string; dataset: string };

beforeAll(async () => {
  server = await TestServer.start({}, { pingMs: 60 });
  ids = { model: modelId(await server.model('net')), dataset: datasetId(await server.dataset('images')) };
});
afterAll(() => server.remove());

const SUBSCRIPTION = 'subscription ($id: ID) { measurementChanged(id: $id) { id status progress { done } } }';

async function startEvaluation(model = ids.model): Promise<string> {
  const { data } = await server.graphql(
    'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
    { input: { ...ids, model } },
  );
  return data.evaluateModel.measurement.id;
}

function open(variables: Record<string, unknown>, query = SUBSCRIPTION): Promise<Response> {
  return fetch(`${server.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
  });
}

/** Blocks of an event stream, one by one: events and comments. */
async function* blocks(response: Response): AsyncGenerator<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body!) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      yield text.slice(0, end);
      text = text.slice(end + 2);
    }
  }
}

async function* events(response: Response) {
  for await (const block of blocks(response)) {
    const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
    if (found) yield { event: found[1], data: found[2] ? JSON.parse(found[2]) : null };
  }
}

describe('the event stream', () => {
  // Nothing waits that a test has left.
  beforeEach(() => new TestWorker(server.url).workAll(analyticClassifier(3)));

  it('begins with a snapshot, then tells changes up to the end', async () => {
    const id = await startEvaluation();
    const stream = events(await open({ id }));
    expect((await stream.next()).value).toMatchObject({
      event: 'next',
      data: { data: { measurementChanged: { id, status: 'QUEUED' } } },
    });
    await new TestWorker(server.url).workAll(analyticClassifier(3));
    const seen: string[] = [];
    for await (const { data } of stream) {
      seen.push(data.data.measurementChanged.status);
      if (seen.at(-1) === 'SUCCEEDED') break;
    }
    expect(seen.at(-1)).toBe('SUCCEEDED');
  });

  it('reads anew for each change what belongs to the measurement', async () => {
    const id = await startEvaluation(modelId(await server.model('not measured yet')));
    const query =
      'subscription ($id: ID) { measurementChanged(id: $id) { status model { metrics { name } } ... on EvaluationMeasurement { accuracy { value } } } }';
    const stream = events(await open({ id }, query));
    expect((await stream.next()).value?.data.data.measurementChanged).toMatchObject({
      status: 'QUEUED',
      accuracy: null,
      model: { metrics: [] },
    });
    await new TestWorker(server.url).workAll(analyticClassifier(3));
    for await (const { data } of stream) {
      const { status, accuracy, model } = data.data.measurementChanged;
      if (status !== 'SUCCEEDED') continue;
      expect(accuracy.value).toBeGreaterThanOrEqual(0);
      expect(model.metrics.map(({ name }: { name: string }) => name)).toContain('accuracy');
      break;
    }
  });

  it('without id begins with all that are queued or running, and follows new ones', async () => {
    const first = await startEvaluation();
    const stream = events(await open({}));
    expect((await stream.next()).value?.data.data.measurementChanged.id).toBe(first);
    const second = await startEvaluation();
    // What changed before may be announced once the stream has begun.
    for await (const { data } of stream) if (data.data.measurementChanged.id === second) break;
  });

  it('works over GET, as EventSource asks', async () => {
    const id = await startEvaluation();
    const query = new URLSearchParams({ query: SUBSCRIPTION, variables: JSON.stringify({ id }) });
    const response = await fetch(`${server.url}/graphql/stream?${query}`, { headers: { accept: 'text/event-stream' } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const stream = events(response);
    expect((await stream.next()).value?.data.data.measurementChanged.id).toBe(id);
    await stream.return();
  });

  it('pings while nothing changes', async () => {
    const stream = blocks(await open({}));
    const seen: string[] = [];
    for await (const block of stream) {
      seen.push(block);
      if (seen.filter((one) => one === ': ping').length === 3) break;
    }
    expect(seen.filter((one) => one === ': ping')).toHaveLength(3);
  });

  it('reads what changed once, however many follow it', async () => {
    const heard: (string | null)[] = [];
    const leave = server.store.measurements.onChange((changed) => heard.push(changed));
    const id = await startEvaluation();
    const worker = new TestWorker(server.url);
    const order = (await worker.claim())!;
    // Announcements may come after answers: those of the creation and the claim are no changes of what follows.
    await expect.poll(() => heard.filter((one) => one === storeId('measurement', id))).toHaveLength(2);
    leave();
    const streams = await Promise.all(Array.from({ length: 20 }, async () => events(await open({ id }))));
    await Promise.all(streams.map((stream) => stream.next()));
    const reads = vi.spyOn(server.store.measurements, 'byIds');
    const heartbeat = { lease: order.lease, imagesDone: 7, imagesPerSecond: 1 };
    await worker.post(`/worker/shards/${order.id}/heartbeat`, heartbeat);
    for (const stream of streams)
      expect((await stream.next()).value?.data.data.measurementChanged.progress.done).toBe(7);
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
    await Promise.all(streams.map((stream) => stream.return()));
    await worker.complete(order, await worker.evaluate(order, analyticClassifier(3)));
  });

  const aliases = Array.from({ length: 101 }, (_, k) => `a${k}: id`).join(' ');
  it.each([
    ['a query', '{ viewer { name } }', 'a stream takes one subscription'],
    [
      'a mutation',
      'mutation { createUpload(input: { fileName: "x", sizeBytes: 1 }) { upload { id } } }',
      'a stream takes one subscription',
    ],
    ['a field that is not there', 'subscription { nothing }', 'Cannot query field "nothing"'],
    ['half a document', 'subscription {', 'Syntax Error'],
    ['101 aliases', `subscription { measurementChanged { ${aliases} } }`, 'aliases must be at most 100; got 101'],
    ['5,200 tokens', `subscription { ${'measurementChanged { id } '.repeat(1_300)} }`, 'more that 5000 tokens'],
  ])('refuses %s with 400', async (_, query, message) => {
    const response = await open({}, query);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [expect.objectContaining({ message: expect.stringContaining(message) })],
    });
  });

  it.each([
    ['without a query', {}],
    ['with variables that are no JSON', { query: SUBSCRIPTION, variables: '{' }],
  ])('refuses GET %s with 400', async (_, asked) => {
    const response = await fetch(`${server.url}/graphql/stream?${new URLSearchParams(asked)}`);
    const message = 'the request must hold a query, and may hold variables and operationName';
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [expect.objectContaining({ message })],
    });
  });

  it('of a measurement that is not there tells so and completes', async () => {
    const told = [];
    for await (const one of events(await open({ id: 'measurement-00000000-0000-7000-8000-000000000000' })))
      told.push(one);
    expect(told).toHaveLength(2);
    expect(told[0]?.data.errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(told[1]).toEqual({ event: 'complete', data: null });
  });

  it('ends without complete when the server closes, so that a client comes back', async () => {
    const closing = await TestServer.start();
    const response = await fetch(`${closing.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { measurementChanged { id } }' }),
    });
    const removed = closing.remove();
    const told = [];
    for await (const one of events(response)) told.push(one);
    expect(told).toEqual([]);
    await removed;
  });
});

describe('a reader that goes away', () => {
  it('leaves nothing that listens, though nothing changes any more', async () => {
    const { measurements } = server.store;
    const { onChange } = measurements;
    const listening = new Set<() => void>();
    const counted = vi.spyOn(measurements, 'onChange').mockImplementation((listener) => {
      const stop = onChange(listener);
      listening.add(stop);
      return () => {
        listening.delete(stop);
        stop();
      };
    });
    const id = await startEvaluation();
    await new TestWorker(server.url).workAll(analyticClassifier(3));
    await server.succeeded(storeId('measurement', id)!);
    const before = listening.size;
    const streams = await Promise.all([open({ id }), open({ id }), open({})]);
    await expect.poll(() => listening.size).toBe(before + streams.length);
    for (const stream of streams) await stream.body!.cancel();
    await expect.poll(() => listening.size).toBe(before);
    counted.mockRestore();
  });
});

describe('a reader that does not read', () => {
  /** A stream of large events to somebody who never reads them; `asked` counts those that were asked for. */
  async function stuck(patienceMs: number, value = 'x'.repeat(1_000_000)) {
    const state = { asked: 0, ended: false };
    const schema = buildSchema('type Query { x: Int } type Subscription { big: String }');
    const big = schema.getSubscriptionType()!.getFields().big!;
    big.subscribe = async function* () {
      try {
        while (state.asked++ < 1_000) yield { big: value };
      } finally {
        state.ended = true;
      }
    };
    const closed = new AbortController();
    const options = { schema, contextOf: () => ({}), closed: closed.signal, patienceMs };
    const stream = eventStream({ ...options, format: (error) => error.toJSON() });
    const listening = express().all('/', express.json(), stream).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.pause();
    const body = JSON.stringify({ query: 'subscription { big }' });
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => state.asked).toBeGreaterThan(0);
    const close = () => {
      socket.destroy();
      closed.abort();
      listening.close();
    };
    return { state, socket, close };
  }

  it('holds a few results, not all of them, and ends the source when it goes away', async () => {
    const { state, socket, close } = await stuck(60_000);
    // As long as it still grows, the system's buffers fill up; then it stands.
    let before = -1;
    const grown = () => {
      const { asked } = state;
      const by = asked - before;
      before = asked;
      return by;
    };
    await expect.poll(grown, { interval: 200 }).toBe(0);
    expect(state.asked).toBeLessThan(40);
    expect(state.ended).toBe(false);
    socket.destroy();
    await expect.poll(() => state.ended).toBe(true);
    close();
  });

  it('is dropped once it has read nothing for as long as the server has patience', async () => {
    const { state, close } = await stuck(300);
    await expect.poll(() => state.ended).toBe(true);
    expect(state.asked).toBeLessThan(40);
    close();
  });

  it('is not dropped while it reads, though a result takes longer than the server has patience', async () => {
    const [patienceMs, betweenMs, bytes] = [2_000, 20, 2 ** 24];
    const { state, socket, close } = await stuck(patienceMs, 'x'.repeat(bytes));
    let read = 0;
    const reading = setInterval(() => {
      const piece: Buffer | null = socket.read();
      read += piece?.length ?? 0;
    }, betweenMs);
    await expect.poll(() => [read > bytes, state.ended], { timeout: 60_000 }).toContain(true);
    clearInterval(reading);
    expect(state.ended).toBe(false);
    close();
  });
});
