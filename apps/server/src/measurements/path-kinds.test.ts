import { groupsOf, methods, PathSummary, runShard, type SummaryEstimate } from '@passband/engine';
import type { DatasetRow } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier, contextOf } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

const classifier = analyticClassifier(3, 6);

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

/** Does a path spectrum, and gives its id. */
const measured = (input: Record<string, unknown>): Promise<string> =>
  server.measured('measurePathSpectrum', { ...ids, ...input }, classifier);

/** What the engine gives of all rounds at one go. */
async function direct(input: Record<string, unknown>): Promise<PathSummary> {
  const method = methods.PATH_SPECTRUM;
  const { parameters } = method.parseParameters(input, dataset);
  if (parameters === null) throw new Error('these parameters are refused');
  const options = { cutoff: 0.1, cutoffUnit: 'SHARE_OF_BINS' as const, step: parameters.step };
  const summary = new PathSummary(groupsOf(parameters, dataset), options);
  return server.withImages(dataset, async (images) => {
    const { rounds } = await method.plan(parameters, images);
    const shard = { method: 'PATH_SPECTRUM' as const, parameters, firstRound: 0, roundCount: rounds };
    for (const record of await runShard(shard, contextOf(classifier, images))) summary.add(record);
    return summary;
  });
}

function expectEstimate(got: SummaryEstimate, expected: SummaryEstimate | undefined): void {
  expect(got.count).toBe(expected?.count);
  for (const field of ['mean', 'standardError', 'lower', 'upper'] as const)
    expect(got[field]).toBeCloseTo(expected?.[field] ?? Number.NaN, 6);
}

describe.each(['AMPLITUDE', 'PHASE'])('a path spectrum of %s paths', (path) => {
  const input = { path, pairsPerGroup: 3, window: 0.5, samples: 40, seed: 2 };
  let id: string;
  beforeAll(async () => {
    id = await measured(input);
  });

  it("has the engine's means of each scope and estimator", async () => {
    const fields = ['WITHIN_CLASS', 'BETWEEN_CLASS'].flatMap((scope) =>
      ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'].map(
        (estimator) =>
          `${scope}_${estimator}: highFrequencyFraction(scope: ${scope}, estimator: ${estimator}) { mean standardError lower upper count }`,
      ),
    );
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { ${fields.join(' ')} } } }`,
      { id },
    );
    const summary = await direct(input);
    for (const scope of ['WITHIN_CLASS', 'BETWEEN_CLASS'] as const)
      for (const estimator of ['PERIODOGRAM', 'MIRRORED', 'DISTANCE_POWER'] as const)
        expectEstimate(m[`${scope}_${estimator}`], summary.scopeEstimates(scope)?.[estimator]);
  });

  it('counts its frequencies in cycles per path, and its paths have no length', async () => {
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { path step samples
        spectra(bins: 5) { frequencyUnit frequency }
        paths(first: 100) { totalCount edges { node { length samples imageB { index } direction { kind } spectrum { frequencyUnit frequency } } } } } } }`,
      { id },
    );
    expect(m).toMatchObject({ path, samples: 40, step: null });
    expect(
      m.spectra.map(({ frequencyUnit, frequency }: { frequencyUnit: string; frequency: number[] }) => [
        frequencyUnit,
        frequency.at(-1),
      ]),
    ).toEqual([
      ['CYCLES_PER_PATH', 20],
      ['CYCLES_PER_PATH', 20],
    ]);
    expect(m.paths.totalCount).toBe(18);
    for (const { node } of m.paths.edges) {
      expect(node).toMatchObject({ length: null, samples: 40, direction: null });
      expect(node.imageB).not.toBeNull();
      expect(node.spectrum.frequencyUnit).toBe('CYCLES_PER_PATH');
      expect(node.spectrum.frequency.at(-1)).toBeCloseTo(20, 9);
    }
  });

  it('refuses a cutoff in cycles per distance, which they do not have', async () => {
    const { errors } = await server.graphql(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { highFrequencyFraction(cutoff: 0.1, cutoffUnit: CYCLES_PER_DISTANCE) { mean } } } }`,
      { id },
    );
    expect(errors?.[0]?.message).toMatch(/needs paths of a length; those of kind (AMPLITUDE|PHASE) have none/);
  });
});

describe('a path spectrum along directions', () => {
  const directions = [{ kind: 'FOURIER', i: 2, j: 3 }, { kind: 'RANDOM' }, { kind: 'COMPOSITE_F' }, { kind: 'RANDOM' }];
  const input = { path: 'DIRECTION', pairsPerGroup: 4, samples: 32, step: 0.25, seed: 4, directions };
  let id: string;
  beforeAll(async () => {
    id = await measured(input);
  });

  it('has a row for each, in the order of the list, with its image frequency where it has one', async () => {
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { directions { direction { kind i j imageFrequency }
        spectrum { frequencyUnit frequency pathCount } highFrequencyFraction { mean standardError lower upper count } } } } }`,
      { id },
    );
    const none = { i: null, j: null, imageFrequency: null };
    expect(m.directions.map((row: { direction: unknown }) => row.direction)).toEqual([
      { kind: 'FOURIER', i: 2, j: 3, imageFrequency: 1 },
      { kind: 'RANDOM', ...none },
      { kind: 'COMPOSITE_F', ...none },
      { kind: 'RANDOM', ...none },
    ]);
    const summary = await direct(input);
    for (const [place, { spectrum, highFrequencyFraction }] of m.directions.entries()) {
      expect(spectrum).toMatchObject({ frequencyUnit: 'CYCLES_PER_DISTANCE', pathCount: 12 });
      expect(spectrum.frequency.at(-1)).toBe(2);
      expectEstimate(highFrequencyFraction, summary.directionEstimates(place)?.PERIODOGRAM);
    }
    expect(m.directions[1].highFrequencyFraction.mean).not.toBe(m.directions[3].highFrequencyFraction.mean);
  });

  it('has paths with one image, a direction and a length of samples times step', async () => {
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { ... on PathSpectrumMeasurement { paths(first: 100) { totalCount edges { node { imageB { index } length samples direction { kind } } } } } } }`,
      { id },
    );
    expect(m.paths.totalCount).toBe(48);
    for (const { node } of m.paths.edges) expect(node).toMatchObject({ imageB: null, length: 8, samples: 32 });
  });
});

describe('starting with precision', () => {
  it('tells the cap as the cost, and the measurement keeps what was asked for', async () => {
    const input = { ...ids, pairsPerGroup: 20, precision: 0.05, step: 0.5 };
    const { cost } = await query(
      'query ($input: MeasurePathSpectrumInput) { cost: measurementCost(pathSpectrum: $input) { withinPaths betweenPaths images userErrors { message } } }',
      { input },
    );
    expect(cost).toMatchObject({ withinPaths: 60, betweenPaths: 60, userErrors: [] });
    const id = await measured({ pairsPerGroup: 20, precision: 0.05, step: 0.5 });
    const { m } = await query(
      `query ($id: ID!) { m: measurement(id: $id) { imagesEvaluated warnings ... on PathSpectrumMeasurement { precision pairsPerGroup
        within: highFrequencyFraction(scope: WITHIN_CLASS) { lower upper count } between: highFrequencyFraction(scope: BETWEEN_CLASS) { lower upper count } } } }`,
      { id },
    );
    expect(m).toMatchObject({ precision: 0.05, pairsPerGroup: 20 });
    for (const { lower, upper, count } of [m.within, m.between]) {
      expect((upper - lower) / 2).toBeLessThanOrEqual(0.05);
      expect(count).toBeLessThan(60);
    }
    expect(m.imagesEvaluated).toBeLessThan(cost.images);
  });
});
