import { decodeShardResult } from '@passband/engine';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { storeId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
let ids: { model: string; dataset: string };
let worker: TestWorker;

beforeAll(async () => {
  server = await TestServer.start();
  ids = { model: modelId(await server.model('net')), dataset: datasetId(await server.dataset('images')) };
});
afterAll(() => server.remove());
beforeEach(async () => {
  worker = new TestWorker(server.url);
  await worker.workAll(analyticClassifier(3));
});

async function startEvaluation(): Promise<string> {
  const { data } = await server.graphql(
    'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
    { input: ids },
  );
  return storeId('measurement', data.evaluateModel.measurement.id)!;
}

/** A claim that waits hears of changes, and looks at no other time. */
const onChangesOnly = { claimWaitMs: 20_000, claimLookMs: 60_000 };

describe('the worker protocol', () => {
  it('answers a claim with 204 where there is no work', async () => {
    expect(await worker.claim()).toBeNull();
  });

  it('wakes a claim that waits when work comes', async () => {
    const waiting = await TestServer.start({}, onChangesOnly);
    const own = { model: modelId(await waiting.model('net')), dataset: datasetId(await waiting.dataset('images')) };
    const claim = new TestWorker(waiting.url).claim();
    await expect.poll(() => waiting.store.workers.active(60_000)).toHaveLength(1);
    await waiting.graphql(
      'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
      { input: own },
    );
    const order = await claim;
    expect(order).toMatchObject({
      leaseSeconds: 30,
      runtime: 'onnx/cpu',
      shard: { method: 'EVALUATION', firstRound: 0 },
      model: { format: 'ONNX' },
    });
    await waiting.remove();
  });

  it('looks for work as often as something changes, and listens once to a claim that waits', async () => {
    const waiting = await TestServer.start({}, onChangesOnly);
    const warnings: string[] = [];
    const warned = (warning: Error) => warnings.push(warning.message);
    process.on('warning', warned);
    const own = { model: modelId(await waiting.model('net')), dataset: datasetId(await waiting.dataset('images')) };
    const heard = vi.fn();
    waiting.store.measurements.onChange(heard);
    await waiting.graphql(
      'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
      { input: own },
    );
    const busy = new TestWorker(waiting.url);
    const order = (await busy.claim())!;
    // Announcements may come after answers: those of the creation and of this claim are none of the idle one's.
    await expect.poll(() => heard).toHaveBeenCalledTimes(2);
    const looked = vi.spyOn(waiting.store.queue, 'isDue');
    const gone = new AbortController();
    const idle = fetch(`${waiting.url}/worker/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'idle', host: 'test', runtimes: [], imagesPerSecond: null }),
      signal: gone.signal,
    }).catch(() => 'gone');
    await expect.poll(() => waiting.store.workers.active(60_000)).toHaveLength(2);
    for (let looks = 1; looks <= 15; looks++) {
      const progress = { lease: order.lease, imagesDone: looks, imagesPerSecond: 1 };
      await busy.post(`/worker/shards/${order.id}/heartbeat`, progress);
      await expect.poll(() => looked).toHaveBeenCalledTimes(looks);
    }
    gone.abort();
    expect(await idle).toBe('gone');
    process.off('warning', warned);
    expect(warnings).toEqual([]);
    await waiting.remove();
  });

  it('ends a claim that waits when the server closes', async () => {
    const closing = await TestServer.start({}, { claimWaitMs: 20_000 });
    const claim = new TestWorker(closing.url).claim();
    await expect.poll(() => closing.store.workers.active(60_000)).toHaveLength(1);
    const removed = closing.remove();
    await expect(claim).resolves.toBeNull();
    await removed;
  });

  it('accepts a result once: the second time its lease is lost', async () => {
    const id = await startEvaluation();
    const order = (await worker.claim())!;
    const body = await worker.evaluate(order, analyticClassifier(3));
    expect(await worker.complete(order, body)).toEqual({ status: 200, state: 'live' });
    expect(await worker.complete(order, body)).toEqual({ status: 409, state: 'lost' });
    await server.succeeded(id);
    const [stored] = await server.store.evaluations.ofMeasurements([id]);
    expect(stored?.records).toHaveLength(1);
  });

  it('refuses a stale lease with 409, and takes the live one', async () => {
    await startEvaluation();
    const stale = (await worker.claim())!;
    await server.store.queue.sweep(new Date(Date.now() + 60_000));
    const live = (await new TestWorker(server.url).claim())!;
    expect(live.id).toBe(stale.id);
    const body = await worker.evaluate(live, analyticClassifier(3));
    expect(await worker.complete(stale, body)).toEqual({ status: 409, state: 'lost' });
    expect(
      await (
        await worker.post(`/worker/shards/${stale.id}/heartbeat`, {
          lease: stale.lease,
          imagesDone: 1,
          imagesPerSecond: 2,
        })
      ).json(),
    ).toMatchObject({ state: 'lost' });
    expect(await worker.complete(live, body)).toEqual({ status: 200, state: 'live' });
  });

  it.each([
    ['not JSON', () => 'nonsense'],
    ['empty', () => ''],
    ['cut off', (body: string) => body.slice(0, -20)],
    ['of another method', (body: string) => body.replace('EVALUATION', 'PATH_SPECTRUM')],
    ['with too many images', (body: string) => body.replace('"imagesByClass":[8,', '"imagesByClass":[9,')],
    ['with more hits than images', (body: string) => body.replace(/"hitsByClass":\[\d+,/, '"hitsByClass":[99,')],
    ['with another key', (body: string) => body.replace('"seconds"', '"minutes"')],
  ])('refuses a result that is %s with 400, and keeps the lease', async (_, spoil) => {
    const id = await startEvaluation();
    const order = (await worker.claim())!;
    const body = await worker.evaluate(order, analyticClassifier(3));
    expect(spoil(body)).not.toBe(body);
    expect((await worker.complete(order, spoil(body))).status).toBe(400);
    expect(await worker.complete(order, body)).toEqual({ status: 200, state: 'live' });
    await server.succeeded(id);
  });

  it('refuses a result without a lease, and of a shard that is not there', async () => {
    await startEvaluation();
    const order = (await worker.claim())!;
    const body = await worker.evaluate(order, analyticClassifier(3));
    const without = await worker.post(`/worker/shards/${order.id}/complete`, JSON.parse(body));
    expect(without.status).toBe(400);
    expect(await worker.complete({ ...order, id: '00000000-0000-7000-8000-000000000000' }, body)).toEqual({
      status: 409,
      state: 'lost',
    });
    expect(await worker.complete({ ...order, id: 'x' }, body)).toEqual({ status: 409, state: 'lost' });
  });

  it.each([
    ['/worker/claim', {}],
    ['/worker/claim', { id: 'x', host: 'x', runtimes: 'all', imagesPerSecond: null }],
    ['/worker/shards/x/heartbeat', { lease: 'x' }],
    ['/worker/shards/x/fail', { lease: 'x', error: 1, again: true }],
  ])('refuses %s with the body %o', async (route, body) => {
    const response = await worker.post(route, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('is not what this route takes') });
  });

  it('fails a measurement at once where trying again would not help, with the reason', async () => {
    const id = await startEvaluation();
    const order = (await worker.claim())!;
    const answer = await worker.post(`/worker/shards/${order.id}/fail`, {
      lease: order.lease,
      error: 'the network gives NaN',
      again: false,
    });
    expect(await answer.json()).toEqual({ state: 'live' });
    const [row] = await server.store.measurements.byIds([id]);
    expect(row).toMatchObject({ status: 'FAILED', error: 'the network gives NaN' });
  });

  it('gives a shard of a stopped worker to the next at once', async () => {
    await startEvaluation();
    const order = (await worker.claim())!;
    await worker.post(`/worker/shards/${order.id}/fail`, {
      lease: order.lease,
      error: 'stopped',
      again: true,
      released: true,
    });
    expect((await worker.claim())?.id).toBe(order.id);
  });

  it('shows progress while a shard runs', async () => {
    const id = await startEvaluation();
    const order = (await worker.claim())!;
    await worker.post(`/worker/shards/${order.id}/heartbeat`, {
      lease: order.lease,
      imagesDone: 12,
      imagesPerSecond: 6,
    });
    const { data } = await server.graphql(
      'query ($id: ID!) { measurement(id: $id) { status partial progress { done total imagesPerSecond secondsLeft } ... on EvaluationMeasurement { accuracy { value } } } server { workers { id running } } }',
      { id: `measurement-${id}` },
    );
    expect(data.measurement).toEqual({
      status: 'RUNNING',
      partial: true,
      accuracy: null,
      progress: { done: 12, total: 24, imagesPerSecond: 6, secondsLeft: 2 },
    });
    expect(data.server.workers).toContainEqual({ id: worker.id, running: 1 });
  });
});

describe('a restart', () => {
  it('continues: a worker posts to the new server what it claimed from the old one, and what was complete is finished', async () => {
    const first = await TestServer.start();
    const own = { model: modelId(await first.model('net')), dataset: datasetId(await first.dataset('images')) };
    const start = async () =>
      storeId(
        'measurement',
        (
          await first.graphql(
            'mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }',
            { input: own },
          )
        ).data.evaluateModel.measurement.id,
      )!;
    const stored = await start();
    const claimed = await start();
    const before = new TestWorker(first.url);
    const orders = [(await before.claim())!, (await before.claim())!];
    const bodies = await Promise.all(orders.map((order) => before.evaluate(order, analyticClassifier(3))));
    // Stored but not finished, as a server leaves it that is killed in between.
    const ofStored = orders.findIndex((order) => order.measurementId === stored);
    const [dataset] = await first.store.datasets.all();
    await first.running.close();
    const order = orders[ofStored]!;
    await first.store.queue.complete(
      order.id,
      order.lease,
      decodeShardResult(bodies[ofStored]!, order.shard, dataset!),
    );
    expect((await first.store.measurements.byIds([stored]))[0]?.status).toBe('RUNNING');
    await first.store.close();

    const second = await first.next();
    const after = new TestWorker(second.url);
    const other = orders[1 - ofStored]!;
    expect(await after.complete(other, bodies[1 - ofStored]!)).toEqual({ status: 200, state: 'live' });
    await second.succeeded(stored);
    await second.succeeded(claimed);
    await second.remove();
  });
});
