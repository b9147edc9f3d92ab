import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databases, useStore } from './testing/databases.ts';
import { failure, late, storedMeasurement } from './testing/queue.ts';
import { claimOne, leaseMs, resultOf, roundsOf, runtime, startOne, tryClaim, workOff } from './testing/rows.ts';

describe.each(databases)('the queue on %s, when something fails or is stopped,', (kind) => {
  const test = useStore(kind);
  const row = (id: string) => storedMeasurement(test.store, id);
  /** Delayed tickets are due now. */
  const delaysPass = () =>
    sql`update pgboss.job set start_after = now() - interval '1 s'`.execute(test.database.kysely);
  const delays = async (): Promise<number[]> => {
    const { rows } = await sql<{ seconds: number }>`
      select extract(epoch from start_after - created_on)::float8 as seconds from pgboss.job`.execute(
      test.database.kysely,
    );
    return rows.map((one) => Math.round(one.seconds));
  };

  it('gives a shard whose lease ran out to another worker, and the first one has lost it', async () => {
    await startOne(test.store);
    const order = await claimOne(test.store);
    expect(await test.store.queue.sweep(new Date())).toHaveLength(0);
    expect(await test.store.queue.sweep(late())).toHaveLength(1);
    // Round robin: the ticket of the next shard is the older one.
    await claimOne(test.store, { id: 'b' });
    const again = await claimOne(test.store, { id: 'b' });
    expect(again.id).toBe(order.id);
    expect(again.shard).toEqual(order.shard);
    expect(again.lease).not.toBe(order.lease);
    expect(await test.store.queue.complete(order.id, order.lease, resultOf(order))).toBe('lost');
    expect(await test.store.queue.complete(again.id, again.lease, resultOf(again))).toBe('live');
  });

  it('fails the measurement when the lease of a shard ran out three times, naming its rounds and the host', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const order = await claimOne(test.store, { host: 'gpu-box' });
      expect(await test.store.queue.sweep(late())).toEqual([
        { shardId: order.id, measurementId: id, host: 'gpu-box', failed: attempt === 3 },
      ]);
    }
    const failed = await row(id);
    expect(failed).toMatchObject({ status: 'FAILED', error: 'round 0: gpu-box stopped reporting on it, 3 times' });
    expect(failed.finishedAt).toBeInstanceOf(Date);
    expect(await test.store.queue.depth()).toBe(0);
    expect(await test.store.queue.sweep(late())).toHaveLength(0);
  });

  it('gives a failed shard out again after 1 s, then 4 s, and the third failure is the measurement’s', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    for (const seconds of [1, 4]) {
      const order = await claimOne(test.store);
      expect(await test.store.queue.fail(order.id, order.lease, failure)).toBe('live');
      expect(await delays()).toEqual([seconds]);
      expect(await test.store.queue.depth()).toBe(1);
      await delaysPass();
    }
    const order = await claimOne(test.store);
    await test.store.queue.fail(order.id, order.lease, failure);
    expect(await row(id)).toMatchObject({ status: 'FAILED', error: 'round 0: out of memory' });
  });

  it('does not give a delayed shard out before its time', async () => {
    await startOne(test.store, { roundsTotal: 1 });
    const order = await claimOne(test.store);
    await test.store.queue.fail(order.id, order.lease, failure);
    expect(await tryClaim(test.store)).toBeNull();
  });

  it('fails the measurement at once where trying again would not help', async () => {
    const { id } = await startOne(test.store);
    const first = await claimOne(test.store);
    const other = await claimOne(test.store, { id: 'b' });
    await test.store.queue.fail(first.id, first.lease, { ...failure, error: 'an output is NaN', again: false });
    expect(await row(id)).toMatchObject({ status: 'FAILED', error: 'an output is NaN', imagesPerSecond: null });
    const progress = { imagesDone: 1, imagesPerSecond: null };
    expect(await test.store.queue.heartbeat(other.id, other.lease, progress, leaseMs)).toBe('cancelled');
    expect(await test.store.queue.complete(other.id, other.lease, resultOf(other))).toBe('cancelled');
  });

  it('takes back a released shard at once and counts no attempt', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    for (let k = 0; k < 5; k += 1) {
      const order = await claimOne(test.store);
      await test.store.queue.fail(order.id, order.lease, { error: 'stopping', again: true, released: true });
    }
    expect(await row(id)).toMatchObject({ status: 'RUNNING', error: null });
    expect(await workOff(test.store)).toHaveLength(1);
  });

  it('skips the tickets of a cancelled measurement', async () => {
    const cancelled = await startOne(test.store);
    const other = await startOne(test.store, { roundsTotal: 1 });
    await test.store.measurements.cancel(cancelled.id);
    expect(await test.store.queue.depth()).toBe(1);
    expect((await workOff(test.store)).map((order) => order.measurementId)).toEqual([other.id]);
  });

  it('skips the tickets of a deleted measurement', async () => {
    const deleted = await startOne(test.store);
    const other = await startOne(test.store, { roundsTotal: 1 });
    await sql`delete from measurements where id = ${deleted.id}`.execute(test.database.kysely);
    expect((await workOff(test.store)).map((order) => order.measurementId)).toEqual([other.id]);
  });

  it('tells the worker of a cancelled measurement, stores nothing more and keeps the finished rounds', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM' });
    const first = await claimOne(test.store);
    await test.store.queue.complete(first.id, first.lease, resultOf(first));
    const second = await claimOne(test.store);
    expect(await test.store.measurements.cancel(id)).toMatchObject({ status: 'CANCELLED', roundsDone: 1 });
    const progress = { imagesDone: 1, imagesPerSecond: null };
    expect(await test.store.queue.heartbeat(second.id, second.lease, progress, leaseMs)).toBe('cancelled');
    expect(await test.store.queue.complete(second.id, second.lease, resultOf(second))).toBe('cancelled');
    expect(await test.store.queue.fail(second.id, second.lease, failure)).toBe('cancelled');
    expect((await test.store.paths.page(id, { first: 100 })).totalCount).toBe(3);
    expect(await row(id)).toMatchObject({
      status: 'CANCELLED',
      roundsDone: 1,
      imagesEvaluated: 1000,
      imagesDone: 1000,
    });
  });

  it('leaves what is finished as it is when it is cancelled or retried', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    await workOff(test.store);
    await test.store.measurements.succeed(id, [], []);
    expect(await test.store.measurements.cancel(id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await test.store.measurements.retry(id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await test.store.queue.depth()).toBe(0);
  });

  it('retries a cancelled measurement: only the rounds that are missing, on the same runtime', async () => {
    const { id } = await startOne(test.store, { method: 'PATH_SPECTRUM', roundsTotal: 7 });
    const runtimes = [runtime('onnx/webgpu')];
    const first = await claimOne(test.store, { runtimes });
    const second = await claimOne(test.store, { runtimes });
    await test.store.queue.complete(second.id, second.lease, resultOf(second));
    await test.store.measurements.cancel(id);
    const queued = await test.store.measurements.retry(id);
    expect(queued).toMatchObject({
      status: 'QUEUED',
      runtime: 'onnx/webgpu',
      finishedAt: null,
      error: null,
      roundsDone: 2,
    });
    expect(await test.store.queue.complete(first.id, first.lease, resultOf(first))).toBe('lost');
    const orders = await workOff(test.store, { runtimes: [runtime('onnx/cpu'), runtime('onnx/webgpu')] });
    expect(orders.flatMap(roundsOf).sort()).toEqual([0, 3, 4, 5, 6]);
    expect((await test.store.measurements.complete()).map((one) => one.id)).toEqual([id]);
  });

  it('retries a measurement in the order of its rounds, however its shards were last touched', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 15 });
    const orders = [await claimOne(test.store), await claimOne(test.store), await claimOne(test.store)];
    for (const order of orders.toReversed())
      await test.store.queue.fail(order.id, order.lease, { ...failure, released: true });
    await test.store.measurements.cancel(id);
    await test.store.measurements.retry(id);
    const again = (await workOff(test.store)).map(({ shard }) => shard.firstRound);
    expect(again).toEqual([0, 1, 3, 7]);
  });

  it('retries a failed measurement with three new attempts, on any runtime where no round was done', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    const lost = async (name: string) => {
      await claimOne(test.store, { runtimes: [runtime(name)] });
      await test.store.queue.sweep(late());
      return (await row(id)).status;
    };
    const lostThreeTimes = async (name: string) => [await lost(name), await lost(name), await lost(name)];
    expect(await lostThreeTimes('onnx/cpu')).toEqual(['RUNNING', 'RUNNING', 'FAILED']);
    expect(await test.store.measurements.retry(id)).toMatchObject({ status: 'QUEUED', runtime: null, error: null });
    expect(await test.store.queue.depth()).toBe(1);
    expect(await lostThreeTimes('onnx/webgpu')).toEqual(['RUNNING', 'RUNNING', 'FAILED']);
  });

  it('gives no shard of a retried measurement to a worker without the runtime that its first claim fixed meanwhile', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 3 });
    const order = await claimOne(test.store);
    await claimOne(test.store, { id: 'b' });
    await test.store.queue.fail(order.id, order.lease, { ...failure, again: false });
    await test.store.measurements.retry(id);
    expect((await claimOne(test.store, { runtimes: [runtime('onnx/webgpu')] })).runtime).toBe('onnx/webgpu');
    expect(await tryClaim(test.store)).toBeNull();
    expect(await claimOne(test.store, { runtimes: [runtime('onnx/webgpu')] })).toMatchObject({ measurementId: id });
  });

  it('gives a retried measurement to another runtime where the one that was chosen is gone with its worker', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 3 });
    const order = await claimOne(test.store, { runtimes: [runtime('onnx/webgpu')] });
    await test.store.queue.fail(order.id, order.lease, { ...failure, again: true, released: true });
    expect(await tryClaim(test.store)).toBeNull();
    await test.store.measurements.cancel(id);
    await test.store.measurements.retry(id);
    expect(await claimOne(test.store)).toMatchObject({ measurementId: id, runtime: 'onnx/cpu' });
  });

  it('gives out what a version before this one, beside it, sent without saying what it needs', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    await sql`update pgboss.job set data = data - 'needs' - 'place'`.execute(test.database.kysely);
    expect(await tryClaim(test.store)).toBeNull();
    expect(await test.store.queue.repair()).toBe(1);
    expect(await claimOne(test.store)).toMatchObject({ measurementId: id });
  });

  it('retries one that failed after its last round by summing it up again', async () => {
    const { id } = await startOne(test.store, { roundsTotal: 1 });
    await workOff(test.store);
    await test.store.measurements.fail(id, 'its metrics could not be stored');
    expect(await test.store.measurements.retry(id)).toMatchObject({ status: 'RUNNING', roundsDone: 1 });
    expect((await test.store.measurements.complete()).map((one) => one.id)).toEqual([id]);
  });

  it('mends a ticket that is missing, once', async () => {
    await startOne(test.store, { roundsTotal: 1 });
    await sql`delete from pgboss.job`.execute(test.database.kysely);
    expect(await test.store.queue.repair()).toBe(1);
    expect(await test.store.queue.repair()).toBe(0);
    expect(await workOff(test.store)).toHaveLength(1);
  });

  it('does not mend what is cancelled', async () => {
    const { id } = await startOne(test.store);
    await sql`delete from pgboss.job`.execute(test.database.kysely);
    await test.store.measurements.cancel(id);
    expect(await test.store.queue.repair()).toBe(0);
    const { rows } = await sql`select from pgboss.job`.execute(test.database.kysely);
    expect(rows).toEqual([]);
  });
});
