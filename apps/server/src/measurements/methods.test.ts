import { type Method, methods, runShard, summariseFourierHeatMap, summariseJacobianNorm } from '@passband/engine';
import type { DatasetRow } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier, contextOf } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
let dataset: DatasetRow;
let ids: { model: string; dataset: string };

beforeAll(async () => {
  server = await TestServer.start();
  dataset = await server.dataset('images');
  ids = { model: modelId(await server.model('net')), dataset: datasetId(dataset) };
});
afterAll(() => server.remove());

const query: TestServer['query'] = (text, variables) => server.query(text, variables);

/** Does a measurement, and gives its id. */
const measured = (mutation: string, input: Record<string, unknown>): Promise<string> =>
  server.measured(mutation, { ...ids, ...input }, analyticClassifier(3));

/** What the engine gives of all rounds at one go. */
async function direct<M extends Method>(method: M, input: Record<string, unknown>) {
  const { parameters } = methods[method].parseParameters(input, dataset);
  if (parameters === null) throw new Error(`these parameters of ${method} are refused`);
  return server.withImages(dataset, async (images) => {
    const { rounds, imagesTotal } = await methods[method].plan(parameters, images);
    const shard = { method, parameters, firstRound: 0, roundCount: rounds };
    const record = await runShard(shard, contextOf(analyticClassifier(3), images));
    return { parameters, record, imagesTotal };
  });
}

const shared = `method status partial warnings imagesEvaluated progress { done total }`;

describe('a Jacobian norm', () => {
  const input = { images: 20, directions: 5, difference: 0.02, seed: 3 };

  it("is the engine's, with its bounds, and becomes a metric", async () => {
    const id = await measured('measureJacobianNorm', input);
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ${shared} ... on JacobianNormMeasurement { imageCount directionCount difference
        jacobianNorm { mean standardDeviation standardError lower upper count } } } }`,
      { id },
    );
    const { record, imagesTotal } = await direct('JACOBIAN_NORM', input);
    const expected = summariseJacobianNorm([record]);
    expect(m).toMatchObject({ method: 'JACOBIAN_NORM', status: 'SUCCEEDED', partial: false, warnings: [] });
    expect(m).toMatchObject({ imageCount: 20, directionCount: 5, difference: 0.02, imagesEvaluated: imagesTotal });
    expect(m.jacobianNorm).toEqual({ ...expected });
    const { model } = await query(
      'query ($id: ID!) { model(id: $id) { metrics(names: ["jacobianNorm"]) { value standardError lower upper measurement { id } } } }',
      { id: ids.model },
    );
    const { mean: value, standardError, lower, upper } = expected!;
    expect(model.metrics).toEqual([{ value, standardError, lower, upper, measurement: { id } }]);
  });

  it('of 1,000 images takes all of a smaller dataset', async () => {
    const id = await measured('measureJacobianNorm', { directions: 1 });
    const { m } = await query(
      'query ($id: ID!) { m: measurement(id: $id) { ... on JacobianNormMeasurement { imageCount } } }',
      { id },
    );
    expect(m.imageCount).toBe(24);
  });
});

describe('a Fourier heat map', () => {
  const input = { images: 12, norm: 3, maximumImageFrequency: 1 };

  it("is the engine's, null and NaN where a cell was not asked for", async () => {
    const id = await measured('measureFourierHeatMap', input);
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ${shared} ... on FourierHeatMapMeasurement { norm imageCount height width
        errorRateUnshifted { value lower upper } errorRate packed } } }`,
      { id },
    );
    const { parameters, record, imagesTotal } = await direct('FOURIER_HEAT_MAP', input);
    const expected = summariseFourierHeatMap(parameters, dataset.imageShape!, [{ firstRound: 0, record }]);
    const { errorRate, errorRateUnshifted, height, width } = expected;
    expect(m).toMatchObject({ method: 'FOURIER_HEAT_MAP', norm: 3, imageCount: 12, height, width, errorRate });
    expect(m).toMatchObject({ errorRateUnshifted: { ...errorRateUnshifted }, imagesEvaluated: imagesTotal });
    expect(errorRate.filter((rate) => rate !== null)).toHaveLength(5);
    const bytes = Buffer.from(m.packed, 'base64');
    const values = Array.from({ length: height * width }, (_, k) => bytes.readFloatLE(4 * k));
    expect(values).toEqual(errorRate.map((rate) => (rate === null ? Number.NaN : Math.fround(rate))));
  });

  it('has nothing before its first round', async () => {
    const { started } = await query(
      'mutation ($input: MeasureFourierHeatMapInput!) { started: measureFourierHeatMap(input: $input) { measurement { id ... on FourierHeatMapMeasurement { errorRateUnshifted { value } errorRate packed height } } } }',
      { input: { ...ids, ...input } },
    );
    const { measurement } = started;
    expect(measurement).toMatchObject({ errorRateUnshifted: null, packed: null, height: 4 });
    expect(measurement.errorRate).toEqual(Array(16).fill(null));
    await query('mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { id } } }', {
      id: measurement.id,
    });
  });
});

describe('the cost of a method', () => {
  it.each([
    ['jacobianNorm', 'MeasureJacobianNormInput', { images: 10, directions: 3 }, 40],
    ['fourierHeatMap', 'MeasureFourierHeatMapInput', { images: 10 }, 170],
    ['evaluation', 'EvaluateModelInput', {}, 24],
  ])('%s is told before it is started', async (argument, type, input, images) => {
    const cost = await query(
      `query ($input: ${type}) { cost: measurementCost(${argument}: $input) { withinPaths images warnings userErrors { message } } }`,
      { input: { ...ids, ...input } },
    );
    expect(cost.cost).toMatchObject({ withinPaths: null, images, userErrors: [] });
  });

  it('and what is wrong with it', async () => {
    const cost = await query(
      'query ($input: MeasureJacobianNormInput) { cost: measurementCost(jacobianNorm: $input) { images userErrors { field code } } }',
      { input: { ...ids, images: 25 } },
    );
    expect(cost.cost).toEqual({ images: 0, userErrors: [{ field: ['input', 'images'], code: 'INVALID' }] });
  });
});

describe('a runtime', () => {
  it("is refused where it cannot evaluate the model's file, with those that can", async () => {
    const model = await server.model('saved', { format: 'TF_SAVED_MODEL' });
    const start = (runtime: string) =>
      query(
        'mutation ($input: EvaluateModelInput!) { started: evaluateModel(input: $input) { warnings measurement { id warnings } userErrors { field message code } } }',
        { input: { ...ids, model: modelId(model), runtime } },
      );
    expect((await start('onnx/cpu')).started.userErrors).toEqual([
      {
        field: ['input', 'runtime'],
        message: 'runtime must be one that evaluates TF_SAVED_MODEL files (here auto); got "onnx/cpu"',
        code: 'INVALID',
      },
    ]);
    const waits = (await start('auto')).started;
    expect(waits.warnings).toEqual(['no worker has a runtime for TF_SAVED_MODEL files: it waits until one has']);
    // A page that shows the measurement has no need of those of its start.
    expect(waits.measurement.warnings).toEqual(waits.warnings);
    expect(await new TestWorker(server.url).claim()).toBeNull();
    await query('mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { id } } }', {
      id: waits.measurement.id,
    });
  });
});
