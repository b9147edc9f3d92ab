import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databases, useStore } from './testing/databases.ts';
import { failure, late, storedMeasurement } from './testing/queue.ts';
import {
  claimOne,
  evaluationRecord,
  leaseMs,
  newDataset,
  newMeasurement,
  newModel,
  pathsOf,
  resultOf,
  roundsOf,
  runtime,
  startOne,
  tryClaim,
  workOff,
} from './testing/rows.ts';

describe.each(databases)('the queue on %s', (kind) => {
  const test = useStore(kind);
  const row = (id: string) => storedMeasurement(test.store, id);

  it('gives nothing where nothing waits', async () => {
    expect(await tryClaim(test.store, { runtimes: [] })).toBeNull();
    expect(await test.store.queue.depth()).toBe(0);
  });

  it('starts a measurement as QUEUED with one shard that waits', async () => {
    const started = await startOne(test.store);
    expect(started).toMatchObject({ status: 'QUEUED', runtime: null, startedAt: null, roundsDone: 0, imagesDone: 0 });
    expect(await test.store.queue.depth()).toBe(1);
  });

  it('hands out an order with all that a worker needs', async () => {
    const model = await test.store.models.insert(
      newModel({ name: 'net', feed: { inputMean: [0.1], inputStd: [0.3], inputScale: 'BYTE', inputLayout: 'NHWC' } }),
    );
    const dataset = await test.store.datasets.insert(newDataset({ name: 'fashion' }));
    const measurement = await startOne(test.store, { parameters: '{"seed":9}' }, { model, dataset });
    const order = await claimOne(test.store);
    expect(order).toEqual({
      id: order.id,
      lease: order.lease,
      attempt: 1,
      measurementId: measurement.id,
      shard: { method: 'EVALUATION', parameters: { seed: 9 }, firstRound: 0, roundCount: 1 },
      runtime: 'onnx/cpu',
      model: {
        sha256: 'a'.repeat(64),
        format: 'ONNX',
        output: null,
        feed: { inputMean: [0.1], inputStd: [0.3], inputScale: 'BYTE', inputLayout: 'NHWC' },
      },
      dataset: { canonicalSha256: 'c'.repeat(64) },
      training: null,
    });
  });

  it('makes a measurement RUNNING at its first claim', async () => {
    const { id } = await startOne(test.store);
    await claimOne(test.store);
    const running = await row(id);
    expect(running.status).toBe('RUNNING');
    expect(running.startedAt).toBeInstanceOf(Date);
  });

  it('allocates all rounds in order, each once, in shards of 1, 2, 4 rounds', async () => {
    await startOne(test.store, { roundsTotal: 10, imagesTotal: 10 });
    const orders = await workOff(test.store);
    expect(orders.map((order) => order.shard.roundCount)).toEqual([1, 2, 4, 3]);
    expect(orders.flatMap(roundsOf)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('sizes a shard by the speed of the worker that claims it', async () => {
    await startOne(test.store, { roundsTotal: 100, imagesTotal: 100_000 });
    await claimOne(test.store, { imagesPerSecond: 1e6 });
    await claimOne(test.store, { imagesPerSecond: 1e6 });
    const slow = await claimOne(test.store, { imagesPerSecond: 100 });
    expect(slow.shard).toMatchObject({ firstRound: 3, roundCount: 3 });
  });

  it('gives each of several shards that are held at once at most half of its share of what is left', async () => {
    await startOne(test.store, { roundsTotal: 100, imagesTotal: 100_000 });
    const fast = (id: string) => claimOne(test.store, { id, imagesPerSecond: 2_000 });
    await fast('a');
    await fast('b');
    await fast('c');
    const { shard } = await fast('d');
    expect(shard).toMatchObject({ firstRound: 7, roundCount: 8 });
    // Of the 85 that are left, half of a fifth: four hold a shard, and this is one more. A lone worker would have 16.
    expect((await fast('a')).shard).toMatchObject({ firstRound: 15, roundCount: 9 });
  });

  it('lists a measurement as complete once all rounds are stored, though shards finish out of order', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 3, imagesTotal: 3000 });
    const first = await claimOne(test.store);
    const second = await claimOne(test.store, { id: 'worker-2' });
    await test.store.queue.complete(second.id, second.lease, resultOf(second));
    expect(await test.store.measurements.complete()).toEqual([]);
    await test.store.queue.complete(first.id, first.lease, resultOf(first));
    expect((await test.store.measurements.complete()).map((one) => one.id)).toEqual([id]);
    expect(await row(id)).toMatchObject({ status: 'RUNNING', roundsDone: 3, imagesEvaluated: 3000, imagesDone: 3000 });
  });

  it('serves higher priorities first, strictly', async () => {
    const low = await startOne(test.store, { priority: 0, roundsTotal: 3 });
    const high = await startOne(test.store, { priority: 5, roundsTotal: 3 });
    const orders = await workOff(test.store);
    expect(orders.map((order) => order.measurementId)).toEqual([high.id, high.id, low.id, low.id]);
  });

  it('goes round robin among the measurements of a priority, a shard each', async () => {
    const ids: string[] = [];
    for (let k = 0; k < 3; k += 1) ids.push((await startOne(test.store, { roundsTotal: 3 })).id);
    const orders = await workOff(test.store);
    expect(orders.map((order) => order.measurementId)).toEqual([...ids, ...ids]);
  });

  it('fixes the runtime at the first claim: for auto the best that the worker has', async () => {
    const { id } = await startOne(test.store);
    const runtimes = [runtime('onnx/cuda', false), runtime('onnx/webgpu'), runtime('onnx/cpu')];
    expect((await claimOne(test.store, { runtimes })).runtime).toBe('onnx/webgpu');
    expect((await row(id)).runtime).toBe('onnx/webgpu');
  });

  it('gives later shards only to workers that have the fixed runtime', async () => {
    await startOne(test.store);
    await claimOne(test.store, { runtimes: [runtime('onnx/webgpu'), runtime('onnx/cpu')] });
    expect(await tryClaim(test.store, { id: 'b' })).toBeNull();
    const other = await claimOne(test.store, { runtimes: [runtime('onnx/cpu'), runtime('onnx/webgpu')] });
    expect(other.runtime).toBe('onnx/webgpu');
  });

  it('leaves a ticket for a named runtime to others and goes on to the next', async () => {
    const gpu = await startOne(test.store, { runtimeAsked: 'onnx/cuda', priority: 9, roundsTotal: 1 });
    const any = await startOne(test.store, { roundsTotal: 1 });
    expect((await claimOne(test.store)).measurementId).toBe(any.id);
    expect(await test.store.queue.depth()).toBe(1);
    const order = await claimOne(test.store, { runtimes: [runtime('onnx/cpu'), runtime('onnx/cuda')] });
    expect(order).toMatchObject({ measurementId: gpu.id, runtime: 'onnx/cuda' });
  });

  it('gives a SavedModel only to a worker that has tensorflow', async () => {
    const model = await test.store.models.insert(newModel({ format: 'TF_SAVED_MODEL' }));
    await startOne(test.store, {}, { model });
    const tensorflowOnly = (name: string) => name.startsWith('tensorflow/');
    const claim = (...runtimes: string[]) =>
      test.store.queue.claim(
        { id: 'w', host: 'h', imagesPerSecond: null, runtimes: runtimes.map((name) => runtime(name)) },
        leaseMs,
        tensorflowOnly,
      );
    expect(await claim('onnx/cpu', 'tfjs/wasm')).toBeNull();
    expect(await claim('onnx/cpu', 'tensorflow/cpu')).toMatchObject({ runtime: 'tensorflow/cpu' });
  });

  it('knows without claiming whether something is due for a worker', async () => {
    await startOne(test.store, { runtimeAsked: 'onnx/cuda', roundsTotal: 1 });
    const isDue = (name: string) => test.store.queue.isDue([runtime(name)], () => true);
    expect([await isDue('onnx/cpu'), await isDue('onnx/cuda')]).toEqual([false, true]);
    await claimOne(test.store, { runtimes: [runtime('onnx/cuda')] });
    expect(await isDue('onnx/cuda')).toBe(false);
  });

  it('finds what suits behind many tickets that do not, and these keep their places', async () => {
    const ids: string[] = [];
    for (let k = 0; k < 20; k += 1) {
      ids.push((await startOne(test.store, { runtimeAsked: 'onnx/cuda', roundsTotal: 1 })).id);
    }
    const last = await startOne(test.store, { roundsTotal: 1 });
    expect((await claimOne(test.store)).measurementId).toBe(last.id);
    const orders = await workOff(test.store, { runtimes: [runtime('onnx/cuda')] });
    expect(orders.map((order) => order.measurementId)).toEqual(ids);
  });

  it('gives no shard to a worker without an available runtime', async () => {
    await startOne(test.store);
    expect(await tryClaim(test.store, { runtimes: [runtime('onnx/cpu', false)] })).toBeNull();
    expect(await test.store.queue.depth()).toBe(1);
  });

  it('never gives one shard to two workers that claim at once', async () => {
    for (let k = 0; k < 5; k += 1) await startOne(test.store, { roundsTotal: 3 });
    const orders = await Promise.all(Array.from({ length: 8 }, (_, k) => claimOne(test.store, { id: `worker-${k}` })));
    expect(new Set(orders.map((order) => order.id)).size).toBe(8);
  });

  it('gives a claim that is made again the shard that it was given, with a whole lease and no attempt more', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 7 });
    const claim = randomUUID();
    const first = await claimOne(test.store, { claim }, leaseMs / 4);
    expect(await claimOne(test.store, { claim })).toEqual(first);
    expect(first).toMatchObject({ lease: claim, attempt: 1 });
    expect(await test.store.queue.sweep(new Date(Date.now() + leaseMs / 2))).toEqual([]);
    expect((await claimOne(test.store, { claim: randomUUID() })).id).not.toBe(first.id);
    expect(await test.store.queue.complete(first.id, claim, resultOf(first))).toBe('live');
    expect((await claimOne(test.store, { claim })).id).not.toBe(first.id);
    expect(await row(id)).toMatchObject({ roundsDone: 1 });
  });

  it('gives a claim that is made again no shard whose measurement was cancelled', async () => {
    const { id } = await startOne(test.store);
    const claim = randomUUID();
    await claimOne(test.store, { claim });
    await test.store.measurements.cancel(id);
    expect(await tryClaim(test.store, { claim })).toBeNull();
  });

  it('shows progress of running shards by heartbeat, and counts it no more once they are done', async () => {
    const { id } = await startOne(test.store);
    const order = await claimOne(test.store);
    const heartbeat = { imagesDone: 250, imagesPerSecond: 123.5 };
    expect(await test.store.queue.heartbeat(order.id, order.lease, heartbeat, leaseMs)).toBe('live');
    expect(await row(id)).toMatchObject({ imagesDone: 250, imagesEvaluated: 0, imagesPerSecond: 123.5 });
    await test.store.queue.complete(order.id, order.lease, resultOf(order));
    expect(await row(id)).toMatchObject({ imagesDone: 1000, imagesEvaluated: 1000, imagesPerSecond: null });
  });

  it('adds up progress over the shards that run', async () => {
    const { id } = await startOne(test.store);
    for (const name of ['a', 'b']) {
      const order = await claimOne(test.store, { id: name });
      await test.store.queue.heartbeat(order.id, order.lease, { imagesDone: 10, imagesPerSecond: 2 }, leaseMs);
    }
    expect(await row(id)).toMatchObject({ imagesDone: 20, imagesPerSecond: 4 });
  });

  it('keeps a lease alive by heartbeats', async () => {
    await startOne(test.store);
    const order = await claimOne(test.store);
    await test.store.queue.heartbeat(order.id, order.lease, { imagesDone: 0, imagesPerSecond: null }, 10 * leaseMs);
    expect(await test.store.queue.sweep(late())).toHaveLength(0);
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order))).toBe('live');
  });

  it('calls a lease lost that ran out, that is another one, or that is no id at all', async () => {
    await startOne(test.store);
    const order = await claimOne(test.store, {}, -1);
    const progress = { imagesDone: 1, imagesPerSecond: null };
    expect(await test.store.queue.heartbeat(order.id, order.lease, progress, leaseMs)).toBe('lost');
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order))).toBe('lost');
    expect(await test.store.queue.heartbeat(order.id, order.id, progress, leaseMs)).toBe('lost');
    expect(await test.store.queue.heartbeat(order.measurementId, order.lease, progress, leaseMs)).toBe('lost');
    expect(await test.store.queue.heartbeat('nonsense', 'nonsense', progress, leaseMs)).toBe('lost');
    expect(await test.store.queue.fail('nonsense', order.lease, failure)).toBe('lost');
    expect(await test.store.queue.complete(order.id, 'nonsense', resultOf(order))).toBe('lost');
  });

  it('takes a result once: what is posted again is lost and changes nothing', async () => {
    const { id } = await startOne(test.store);
    const order = await claimOne(test.store);
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order))).toBe('live');
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order))).toBe('lost');
    expect(await row(id)).toMatchObject({ roundsDone: 1, imagesEvaluated: 1000 });
    const [stored] = await test.store.evaluations.ofMeasurements([id]);
    expect(stored?.records).toMatchObject([{ firstRound: 0, record: evaluationRecord }]);
  });

  it('learns the device and the output of the model from the first result', async () => {
    const model = await test.store.models.insert(newModel());
    const { id } = await startOne(test.store, {}, { model });
    const order = await claimOne(test.store);
    await test.store.queue.complete(order.id, order.lease, resultOf(order, { output: 'PROBABILITIES' }));
    expect((await row(id)).device).toBe('a processor');
    expect((await test.store.models.byIds([model.id]))[0]?.output).toBe('PROBABILITIES');
    const next = await claimOne(test.store);
    expect(next.model?.output).toBe('PROBABILITIES');
    await test.store.queue.complete(next.id, next.lease, resultOf(next, { output: 'LOGITS' }));
    expect((await test.store.models.byIds([model.id]))[0]?.output).toBe('PROBABILITIES');
  });

  it('refuses a result of another method, another runtime or other rounds, and the lease lives on', async () => {
    await startOne(test.store, { method: 'PATH_SPECTRUM' });
    const order = await claimOne(test.store);
    const post = (fields: Parameters<typeof resultOf>[1]) =>
      test.store.queue.complete(order.id, order.lease, resultOf(order, fields));
    await expect(post({ method: 'EVALUATION', record: evaluationRecord })).rejects.toThrow(
      /PATH_SPECTRUM; got EVALUATION/,
    );
    await expect(post({ runtime: 'onnx/cuda' })).rejects.toThrow(/all run on onnx\/cpu; got one of onnx\/cuda/);
    await expect(post({ record: pathsOf(order).map((path) => ({ ...path, round: 1 })) })).rejects.toThrow(
      /got round 1/,
    );
    await expect(post({ record: [] })).rejects.toThrow(/equally many paths; got none/);
    expect(await post({})).toBe('live');
  });

  it('refuses rounds of unequal numbers of paths', async () => {
    await startOne(test.store, { method: 'PATH_SPECTRUM' });
    await claimOne(test.store);
    const order = await claimOne(test.store);
    const record = pathsOf(order).slice(1);
    await expect(test.store.queue.complete(order.id, order.lease, resultOf(order, { record }))).rejects.toThrow(
      /got 2 in round 1, 3 in round 2/,
    );
  });

  it('says what a shard was ordered to do, also when it is done', async () => {
    const { datasetId } = await startOne(test.store, { roundsTotal: 1, parameters: '{"seed":9}' });
    const order = await claimOne(test.store);
    const expected = { shard: order.shard, datasetId, measurementId: order.measurementId };
    expect(await test.store.queue.shard(order.id)).toEqual(expected);
    await test.store.queue.complete(order.id, order.lease, resultOf(order));
    expect(await test.store.queue.shard(order.id)).toEqual(expected);
    expect(await test.store.queue.shard('nonsense')).toBeNull();
    expect(await test.store.queue.shard(datasetId)).toBeNull();
  });

  it('claims, cancels, retries and sweeps side by side without waiting for each other for ever', async () => {
    const ids: string[] = [];
    for (let k = 0; k < 4; k += 1) {
      ids.push((await startOne(test.store, { roundsTotal: 3, runtimeAsked: k % 2 === 0 ? 'onnx/cuda' : 'auto' })).id);
    }
    const work = async (name: string) => {
      for (let k = 0; k < 8; k += 1) {
        const order = await tryClaim(test.store, { id: name });
        if (order !== null) await test.store.queue.fail(order.id, order.lease, { ...failure, released: true });
      }
    };
    const interfere = async (id: string) => {
      for (let k = 0; k < 4; k += 1) {
        await test.store.measurements.cancel(id);
        await test.store.measurements.retry(id);
        await test.store.queue.sweep(new Date());
      }
    };
    await Promise.all([work('a'), work('b'), ...ids.map(interfere)]);
    await test.store.queue.sweep(late());
    await workOff(test.store, { runtimes: [runtime('onnx/cpu'), runtime('onnx/cuda')] });
    expect(await test.store.measurements.complete()).toHaveLength(4);
  });

  it('leaves nothing in the queue when all is done', async () => {
    for (let k = 0; k < 3; k += 1) await startOne(test.store);
    await workOff(test.store);
    const { rows } = await sql`select from pgboss.job`.execute(test.database.kysely);
    expect(rows).toEqual([]);
  });

  it('lists workers that were seen, with the shards that they hold', async () => {
    await startOne(test.store);
    const order = await claimOne(test.store, { id: 'a', host: 'one' });
    await test.store.workers.seen({ id: 'b', host: 'two', runtimes: [runtime('onnx/cpu', false)] });
    expect(await test.store.workers.active(60_000)).toMatchObject([
      { id: 'a', host: 'one', running: 1, runtimes: [runtime('onnx/cpu')] },
      { id: 'b', host: 'two', running: 0, runtimes: [runtime('onnx/cpu', false)] },
    ]);
    await test.store.queue.complete(order.id, order.lease, resultOf(order));
    expect((await test.store.workers.active(60_000)).map((one) => one.running)).toEqual([0, 0]);
    await sql`update workers set last_seen_at = now() - interval '2 minutes' where id = 'a'`.execute(
      test.database.kysely,
    );
    expect((await test.store.workers.active(60_000)).map((one) => one.id)).toEqual(['b']);
  });

  it('returns the same measurement for the same key', async () => {
    const model = await test.store.models.insert(newModel());
    const dataset = await test.store.datasets.insert(newDataset());
    const start = (idempotencyKey = 'k') =>
      test.store.measurements.start(newMeasurement({ model, dataset }, { idempotencyKey }));
    const before = await start('before');
    const started = await Promise.all([start(), start(), start()]);
    expect(new Set(started.map((one) => one.measurement.id)).size).toBe(1);
    expect(started.filter((one) => one.created)).toHaveLength(1);
    expect(started[0]?.measurement.id).not.toBe(before.measurement.id);
    expect(await test.store.queue.depth()).toBe(2);
  });

  it('starts nothing on a model without a file or a dataset without images', async () => {
    const model = await test.store.models.insert(newModel());
    const dataset = await test.store.datasets.insert(newDataset());
    const recorded = await test.store.models.insert(newModel({ name: 'recorded', format: 'EXTERNAL', sha256: null }));
    const known = await test.store.datasets.insert(newDataset({ name: 'known', canonicalSha256: null }));
    await expect(test.store.measurements.start(newMeasurement({ model: recorded, dataset }))).rejects.toThrow(
      /"recorded" has none/,
    );
    await expect(test.store.measurements.start(newMeasurement({ model, dataset: known }))).rejects.toThrow(
      /"known" has none/,
    );
    const nonsense = newMeasurement({ model: { ...model, id: 'nonsense' }, dataset });
    await expect(test.store.measurements.start(nonsense)).rejects.toThrow(/registered; got nonsense/);
    const gone = { ...model, id: dataset.id };
    await expect(test.store.measurements.start(newMeasurement({ model: gone, dataset }))).rejects.toThrow(/registered/);
    expect(await test.store.queue.depth()).toBe(0);
  });
});
