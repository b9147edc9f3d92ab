import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { startSpectrum } from '../testing/path-spectra.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
let ids: { model: string; dataset: string };

const EVALUATE = `mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) {
  measurement { id status } userErrors { field message code } } }`;

const start = (input: Record<string, unknown> = {}) => startSpectrum(server, { ...ids, ...input });
const measured = async (query: string, variables: Record<string, unknown>) =>
  (await server.graphql(query, variables)).data;

beforeAll(async () => {
  server = await TestServer.start();
  ids = { model: modelId(await server.model('net')), dataset: datasetId(await server.dataset('images')) };
});
afterAll(() => server.remove());

describe('a path spectrum', () => {
  let id: string;
  beforeAll(async () => {
    id = (await start()).measurement.id;
    await new TestWorker(server.url).workAll(analyticClassifier(3));
    await server.succeeded(storeId('measurement', id)!);
  });

  it('succeeds with its runtime, device and progress', async () => {
    const { measurement } = await measured(
      `query ($id: ID!) { measurement(id: $id) { status partial runtime error warnings progress { done total secondsLeft } imagesEvaluated
        startedAt finishedAt createdBy model { name } dataset { name } provenance { device parameters parametersSha256 passbandVersion } } }`,
      { id },
    );
    expect(measurement).toMatchObject({
      status: 'SUCCEEDED',
      partial: false,
      runtime: 'onnx/cpu',
      error: null,
      warnings: [],
    });
    expect(measurement.progress.done).toBe(measurement.imagesEvaluated);
    expect(measurement.progress.total).toBe(measurement.imagesEvaluated);
    expect(measurement.provenance).toMatchObject({ device: 'a formula', passbandVersion: '0.1.0' });
    expect(JSON.parse(measurement.provenance.parameters)).toMatchObject({ pairsPerGroup: 5, step: 0.25, seed: 0 });
    expect(measurement).toMatchObject({
      model: { name: 'net' },
      dataset: { name: 'images' },
      createdBy: 'this machine',
    });
  });

  it('has a mean with bounds for each scope, and every group weighs the same over all', async () => {
    const { m } = await measured(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement {
        within: highFrequencyFraction(scope: WITHIN_CLASS) { mean lower upper standardError count }
        between: highFrequencyFraction(scope: BETWEEN_CLASS) { mean count } all: highFrequencyFraction { mean count } } } }`,
      { id },
    );
    expect(m.within.count).toBe(15);
    expect(m.within.lower).toBeLessThan(m.within.mean);
    expect(m.within.upper).toBeGreaterThan(m.within.mean);
    expect(m.all.mean).toBeCloseTo((m.within.mean + m.between.mean) / 2, 12);
    expect(m.all.count).toBe(m.within.count + m.between.count);
  });

  it('has a group a class and a pair of classes, whose means average to the scope', async () => {
    const { m } = await measured(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { groups { scope classA { index name } classB { index }
        pathCount highFrequencyFraction { mean } consistentDistance { mean } }
        between: groups(scope: BETWEEN_CLASS) { classA { index } classB { index } highFrequencyFraction { mean } }
        highFrequencyFraction(scope: BETWEEN_CLASS) { mean } } } }`,
      { id },
    );
    expect(m.groups.map((group: { scope: string }) => group.scope)).toEqual([
      ...Array(3).fill('WITHIN_CLASS'),
      ...Array(3).fill('BETWEEN_CLASS'),
    ]);
    expect(
      m.between.map((group: { classA: { index: number }; classB: { index: number } }) => [
        group.classA.index,
        group.classB.index,
      ]),
    ).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    const mean = m.between.reduce(
      (sum: number, group: { highFrequencyFraction: { mean: number } }) => sum + group.highFrequencyFraction.mean / 3,
      0,
    );
    expect(m.highFrequencyFraction.mean).toBeCloseTo(mean, 12);
  });

  it('has a round for each pair of a group, the last one being the mean', async () => {
    const { m } = await measured(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { rounds(scope: WITHIN_CLASS) { round pathCount highFrequencyFraction { mean lower } }
        highFrequencyFraction(scope: WITHIN_CLASS) { mean lower } } } }`,
      { id },
    );
    expect(m.rounds.map((round: { round: number }) => round.round)).toEqual([1, 2, 3, 4, 5]);
    expect(m.rounds.map((round: { pathCount: number }) => round.pathCount)).toEqual([3, 6, 9, 12, 15]);
    expect(m.rounds[0].highFrequencyFraction.lower).toBeNull();
    expect(m.rounds[4].highFrequencyFraction.mean).toBeCloseTo(m.highFrequencyFraction.mean, 12);
    expect(m.rounds[4].highFrequencyFraction.lower).toBeCloseTo(m.highFrequencyFraction.lower, 12);
  });

  it('has spectra whose packed form holds the same values', async () => {
    const { m } = await measured(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { spectra(bins: 9) { scope pathCount frequencyUnit frequency magnitude lower upper packed }
        one: spectra(bins: 9, rounds: 1) { lower } pairs: spectra(byClassPair: true, scope: WITHIN_CLASS) { classA { index } classB { index } frequency } } } }`,
      { id },
    );
    expect(m.spectra.map((row: { scope: string }) => row.scope)).toEqual(['WITHIN_CLASS', 'BETWEEN_CLASS']);
    const [spectrum] = m.spectra;
    expect(spectrum).toMatchObject({ frequencyUnit: 'CYCLES_PER_DISTANCE', pathCount: 15 });
    expect(spectrum.frequency.at(-1)).toBe(2);
    const bytes = Buffer.from(spectrum.packed, 'base64');
    expect(bytes.length).toBe(3 * 9 * 4);
    for (let bin = 0; bin < 9; bin++) {
      expect(bytes.readFloatLE(4 * bin)).toBe(Math.fround(spectrum.magnitude[bin]));
      expect(bytes.readFloatLE(4 * (bin + 9))).toBe(Math.fround(spectrum.lower[bin]));
      expect(bytes.readFloatLE(4 * (bin + 18))).toBe(Math.fround(spectrum.upper[bin]));
    }
    expect(m.one[0].lower).toBeNull();
    expect(m.pairs.map((row: { classA: { index: number } }) => row.classA.index)).toEqual([0, 1, 2]);
    expect(m.pairs[0].frequency).toHaveLength(65);
  });

  it('lists its paths with their fractions, spectra, runs of classes and curves', async () => {
    const { m } = await measured(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { excludedPaths
        paths(first: 2, scope: BETWEEN_CLASS, classA: 0, classB: 2) { totalCount pageInfo { hasNextPage endCursor } edges { node { id samples length consistentDistance
          imageA { index url class { index } } imageB { class { index } } direction { kind } highFrequencyFraction mostLikely { class { index } samples }
          curves { class { index } probability } spectrum { frequencyUnit frequency magnitude } } } } } } }`,
      { id },
    );
    expect(m.excludedPaths).toBe(0);
    expect(m.paths.totalCount).toBe(5);
    expect(m.paths.pageInfo.hasNextPage).toBe(true);
    expect(m.paths.edges).toHaveLength(2);
    for (const { node } of m.paths.edges) {
      expect(node.imageA.class.index).toBe(0);
      expect(node.imageB.class.index).toBe(2);
      expect(node.direction).toBeNull();
      expect(node.samples).toBe(Math.ceil(node.length / 0.25));
      expect(node.mostLikely.reduce((sum: number, run: { samples: number }) => sum + run.samples, 0)).toBe(
        node.samples,
      );
      expect(node.mostLikely[0].samples).toBe(node.consistentDistance);
      expect(node.curves[0].probability).toHaveLength(node.samples);
      expect(node.spectrum.magnitude).toHaveLength(Math.floor(node.samples / 2) + 1);
      expect(node.spectrum.frequency.at(-1)).toBeLessThanOrEqual(2 + 1e-9);
      expect(node.highFrequencyFraction).toBeGreaterThan(0);
    }
  });

  it('pages through all paths, each once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const {
        m,
      }: {
        m: { paths: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      } = await measured(
        `query ($id: ID!, $after: String) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { paths(first: 7, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } } }`,
        { id, after },
      );
      seen.push(...m.paths.edges.map((edge) => edge.node.id));
      after = m.paths.pageInfo.hasNextPage ? m.paths.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(30);
    expect(seen).toHaveLength(30);
  });

  it('has no metrics, since its step is not 1', async () => {
    const { model } = await measured('query ($id: ID!) { model(id: $id) { metrics { name } } }', { id: ids.model });
    expect(model.metrics.filter((metric: { name: string }) => metric.name.startsWith('highFrequency'))).toEqual([]);
  });

  it("gives an estimator and cutoff of the asker's choice, and refuses a cutoff out of range", async () => {
    const query = `query ($id: ID!, $cutoff: Float) { measurement(id: $id) { ... on PathSpectrumMeasurement {
      highFrequencyFraction(estimator: MIRRORED, cutoff: $cutoff) { mean } } } }`;
    const low = await server.graphql(query, { id, cutoff: 0.05 });
    const high = await server.graphql(query, { id, cutoff: 0.5 });
    expect(low.data.measurement.highFrequencyFraction.mean).toBeGreaterThan(
      high.data.measurement.highFrequencyFraction.mean,
    );
    const refused = await server.graphql(query, { id, cutoff: 1.5 });
    expect(refused.errors?.[0]).toMatchObject({
      message: 'a cutoff as a share of bins must be from 0 to 1; got 1.5',
      extensions: { code: 'INVALID' },
    });
  });

  it('refuses a cutoff in cycles per distance beyond the frequencies that its step has', async () => {
    const fraction = (cutoff: number) =>
      server.graphql(
        `query ($id: ID!, $cutoff: Float) { measurement(id: $id) { ... on PathSpectrumMeasurement {
          highFrequencyFraction(cutoff: $cutoff, cutoffUnit: CYCLES_PER_DISTANCE) { mean } } } }`,
        { id, cutoff },
      );
    expect((await fraction(2)).errors).toBeUndefined();
    expect((await fraction(2.1)).errors?.[0]).toMatchObject({
      message: 'a cutoff in cycles per distance must be at most 2, where the frequencies of step 0.25 end; got 2.1',
      extensions: { code: 'INVALID' },
    });
  });

  it('is on one axis with others of equal step, and refused with others', async () => {
    const spectra =
      'query ($ids: [ID!]!) { spectra(measurements: $ids, scope: WITHIN_CLASS, bins: 5) { frequency rows { measurement { id } packed } } }';
    const one = await server.graphql(spectra, { ids: [id, id] });
    expect(one.data.spectra.frequency).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(one.data.spectra.rows).toHaveLength(2);
    const other = (await start({ step: 0.5, pairsPerGroup: 2 })).measurement.id;
    const refused = await server.graphql(spectra, { ids: [id, other] });
    expect(refused.errors?.[0]?.message).toContain('must have equal step and samples');
    await server.graphql('mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { id } } }', {
      id: other,
    });
  });
});

describe('metrics', () => {
  it('are those of the contract, with bounds, from a measurement of step 1 and an evaluation', async () => {
    const model = await server.model('metrics');
    const input = { model: modelId(model), dataset: ids.dataset, step: 1 };
    const path = (await start(input)).measurement.id;
    const evaluation = (await server.graphql(EVALUATE, { input: { model: modelId(model), dataset: ids.dataset } })).data
      .evaluateModel.measurement.id;
    await new TestWorker(server.url).workAll(analyticClassifier(3));
    for (const id of [path, evaluation]) await server.succeeded(storeId('measurement', id)!);
    const { model: shown } = await measured(
      `query ($id: ID!) { model(id: $id) { metrics { name value standardError lower upper current dataset { name } measurement { id } } } }`,
      { id: modelId(model) },
    );
    const names = shown.metrics.map((metric: { name: string }) => metric.name).sort();
    const fractions = ['highFrequencyFraction', 'mirroredHighFrequencyFraction', 'consistentDistance'];
    expect(names).toEqual(
      [...fractions.flatMap((name) => [`${name}.within`, `${name}.between`]), 'accuracy', 'loss'].sort(),
    );
    expect(
      shown.metrics.every(
        (metric: { current: boolean; dataset: { name: string } }) => metric.current && metric.dataset.name === 'images',
      ),
    ).toBe(true);
    const within = shown.metrics.find((metric: { name: string }) => metric.name === 'highFrequencyFraction.within');
    const { m } = await measured(
      'query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { highFrequencyFraction(scope: WITHIN_CLASS) { mean standardError lower upper } } } }',
      { id: path },
    );
    expect(within).toMatchObject({
      value: m.highFrequencyFraction.mean,
      lower: m.highFrequencyFraction.lower,
      measurement: { id: path },
    });
    const { e } = await measured(
      'query ($id: ID!) { e: measurement(id: $id) { warnings ... on EvaluationMeasurement { accuracy { value lower upper } loss byClass { class { name } imageCount accuracy { value } } } } }',
      { id: evaluation },
    );
    const accuracy = shown.metrics.find((metric: { name: string }) => metric.name === 'accuracy');
    expect(e.accuracy).toMatchObject({ value: accuracy.value, lower: accuracy.lower, upper: accuracy.upper });
    expect(e.byClass.map((row: { imageCount: number }) => row.imageCount)).toEqual([8, 8, 8]);
    expect(e.loss).toBeGreaterThan(0);
    // A formula that knows nothing of the labels.
    const nearChance = /near chance.*inputMean, inputStd, inputScale and inputLayout/;
    expect(e.warnings[0]).toMatch(nearChance);
    const after = await server.measured(
      'measurePathSpectrum',
      { ...input, pairsPerGroup: 2, seed: 9 },
      analyticClassifier(3),
    );
    const { m: later } = await measured('query ($id: ID!) { m: measurement(id: $id) { warnings } }', { id: after });
    expect(later.warnings).toEqual([expect.stringMatching(nearChance)]);
  });
});
