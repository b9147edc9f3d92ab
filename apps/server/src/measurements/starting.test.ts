import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { startSpectrum } from '../testing/path-spectra.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
let ids: { model: string; dataset: string };

const start = (input: Record<string, unknown> = {}) => startSpectrum(server, { ...ids, ...input });
const measured = async (query: string, variables: Record<string, unknown>) =>
  (await server.graphql(query, variables)).data;

beforeAll(async () => {
  server = await TestServer.start();
  ids = { model: modelId(await server.model('net')), dataset: datasetId(await server.dataset('images')) };
  // By a worker that has been here it is known which runtimes there are, and how fast they are.
  await server.measured('measurePathSpectrum', { ...ids, pairsPerGroup: 2 }, analyticClassifier(3));
});
afterAll(() => server.remove());

describe('starting', () => {
  it('with the same key again gives the same measurement, and with another choice a conflict', async () => {
    const first = await start({ idempotencyKey: 'once' });
    const second = await start({ idempotencyKey: 'once' });
    const other = await start({ idempotencyKey: 'once', seed: 1 });
    expect(second.measurement.id).toBe(first.measurement.id);
    expect(other).toMatchObject({
      measurement: null,
      userErrors: [{ code: 'CONFLICT', field: ['input', 'idempotencyKey'] }],
    });
  });

  it('takes null for a default', async () => {
    const { measurement, userErrors } = await start({
      seed: null,
      path: null,
      scopes: null,
      runtime: null,
      step: 1,
      pairsPerGroup: null,
      classes: [0, 1],
      idempotencyKey: null,
    });
    expect(userErrors).toEqual([]);
    const [row] = await server.store.measurements.byIds([storeId('measurement', measurement.id)!]);
    expect(row).toMatchObject({ seed: 0, runtimeAsked: 'auto', idempotencyKey: null });
    expect(JSON.parse(row!.parameters)).toMatchObject({
      ...{ path: 'LINEAR', scopes: ['WITHIN_CLASS', 'BETWEEN_CLASS'], pairsPerGroup: 20, seed: 0 },
    });
  });

  it.each([
    ['directions', { directions: [{ kind: 'RANDOM' }] }, 'directions must go with the path DIRECTION; got LINEAR'],
    [
      'directions',
      { path: 'DIRECTION', directions: [{ kind: 'FOURIER', i: 4, j: 0 }] },
      'directions[0].i must be a whole number from 0 to 3; got 4',
    ],
    [
      'scopes',
      { path: 'DIRECTION', scopes: ['BETWEEN_CLASS'] },
      'scopes must have WITHIN_CLASS for DIRECTION; got BETWEEN_CLASS',
    ],
    ['window', { path: 'PHASE', window: 0.6 }, 'window must be a number above 0 and at most 0.5; got 0.6'],
    ['precision', { precision: 0 }, 'precision must be a number above 0; got 0'],
    ['precision', { path: 'DIRECTION', precision: 0.01 }, 'precision must be left out for DIRECTION; got 0.01'],
    ['pairsPerGroup', { pairsPerGroup: 0 }, 'pairsPerGroup must be a whole number from 1; got 0'],
    ['pairsPerGroup', { pairsPerGroup: 1000 }, 'class 0 has 28 pairs of images; 1,000 were asked for'],
    ['step', { step: 0 }, 'step must be a number above 0; got 0'],
    ['samples', { samples: -1 }, 'samples must be a whole number from 1 to 10,000; got -1'],
    ['classes', { classes: [7] }, 'classes must be indices from 0 to 2; got 7'],
    ['classPairs', { classPairs: 99 }, 'classPairs must be a whole number from 1 to 3; got 99'],
    ['seed', { seed: -1 }, 'seed must be a whole number from 0; got -1'],
    [
      'runtime',
      { runtime: 'onnx/abacus' },
      'runtime must be one that a worker has (auto, onnx/cpu); got "onnx/abacus"',
    ],
    ['idempotencyKey', { idempotencyKey: '' }, 'idempotencyKey must have 1 to 200 characters; got 0'],
  ])('with a wrong %s (%o) is refused with the rule and the value', async (field, input, message) => {
    const { measurement, userErrors } = await start(input);
    expect(measurement).toBeNull();
    expect(userErrors).toEqual([{ code: 'INVALID', field: ['input', field], message }]);
  });

  it.each([
    ['model', 'model-00000000-0000-7000-8000-000000000000'],
    ['model', 'dataset-00000000-0000-7000-8000-000000000000'],
    ['dataset', 'nonsense'],
  ])('on a %s that is not there (%s) is NOT_FOUND', async (kind, id) => {
    const { measurement, userErrors } = await start({ [kind]: id });
    expect(measurement).toBeNull();
    const message = `${kind} must be the id of a ${kind}; got "${id}"`;
    expect(userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', kind], message }]);
  });

  it.each([
    [{ inputShape: [1, 28, 28] }, /must fit the network: .* takes 1 × 28 × 28, images has images of 4 × 4 × 1/],
    [{ classCount: 2 }, /must know every class of the dataset: .* gives 2 classes, images has 3/],
    [{ sha256: null, format: 'EXTERNAL' as const }, /must have a file to be measured/],
  ])('a model that does not fit (%o) is refused with both named', async (given, message) => {
    const model = await server.model(`misfit ${JSON.stringify(given)}`, given);
    const { userErrors } = await start({ model: modelId(model) });
    expect(userErrors[0]).toMatchObject({ code: 'INVALID', message: expect.stringMatching(message) });
  });

  it('tells the cost before, and what is wrong instead of a cost', async () => {
    const cost = `query ($input: MeasurePathSpectrumInput) { measurementCost(pathSpectrum: $input) { withinPaths betweenPaths images secondsEstimated warnings userErrors { code field } } }`;
    const right = (await server.graphql(cost, { input: { ...ids, pairsPerGroup: 4 } })).data.measurementCost;
    expect(right).toMatchObject({ withinPaths: 12, betweenPaths: 12, userErrors: [] });
    expect(right.images).toBeGreaterThan(24);
    expect(right.secondsEstimated).toBeGreaterThan(0);
    const wrong = (await server.graphql(cost, { input: { ...ids, step: -1 } })).data.measurementCost;
    expect(wrong).toMatchObject({ images: 0, userErrors: [{ code: 'INVALID', field: ['input', 'step'] }] });
    expect((await server.graphql('{ measurementCost { images } }')).errors?.[0]?.extensions.code).toBe('INVALID');
  });
});

describe('cancelling and retrying', () => {
  const CANCEL =
    'mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { status partial } userErrors { code message } } }';
  const RETRY =
    'mutation ($id: ID!) { retryMeasurement(input: { id: $id }) { measurement { status } userErrors { code message } } }';

  it('keeps finished rounds, reaches the worker, and goes on with what is missing', async () => {
    const worker = new TestWorker(server.url);
    await worker.workAll(analyticClassifier(3));
    const { measurement } = await start({ idempotencyKey: 'to be cancelled', pairsPerGroup: 10 });
    const first = (await worker.claim(10))!;
    expect(first.shard.roundCount).toBeLessThan(10);
    await worker.complete(first, await worker.evaluate(first, analyticClassifier(3)));
    const second = (await worker.claim(10))!;
    const cancelled = (await server.graphql(CANCEL, { id: measurement.id })).data.cancelMeasurement;
    expect(cancelled).toEqual({ measurement: { status: 'CANCELLED', partial: true }, userErrors: [] });
    const beat = await worker.post(`/worker/shards/${second.id}/heartbeat`, {
      lease: second.lease,
      imagesDone: 1,
      imagesPerSecond: 1,
    });
    expect(await beat.json()).toEqual({ state: 'cancelled', leaseSeconds: 30 });
    const { m } = await measured(
      'query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { rounds(scope: WITHIN_CLASS) { round } } } }',
      { id: measurement.id },
    );
    expect(m.rounds).toHaveLength(first.shard.roundCount);
    expect((await server.graphql(RETRY, { id: measurement.id })).data.retryMeasurement.measurement.status).toMatch(
      /QUEUED|RUNNING/,
    );
    await worker.workAll(analyticClassifier(3));
    await server.succeeded(storeId('measurement', measurement.id)!);
    const again = await server.graphql(CANCEL, { id: measurement.id });
    expect(again.data.cancelMeasurement.userErrors).toEqual([
      {
        code: 'CONFLICT',
        message: 'only a queued or running measurement can be cancelled; this one is SUCCEEDED',
      },
    ]);
    expect((await server.graphql(RETRY, { id: measurement.id })).data.retryMeasurement.userErrors).toEqual([
      {
        code: 'CONFLICT',
        message: 'only a failed or cancelled measurement can be retried; this one is SUCCEEDED',
      },
    ]);
  });

  it('of what is not there is NOT_FOUND', async () => {
    expect((await server.graphql(CANCEL, { id: ids.model })).data.cancelMeasurement.userErrors[0].code).toBe(
      'NOT_FOUND',
    );
    expect((await server.graphql(RETRY, { id: 'x' })).data.retryMeasurement.userErrors[0].code).toBe('NOT_FOUND');
  });
});
