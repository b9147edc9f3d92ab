import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

const MODELS = 50;
const SPECTRA = 6;

let server: TestServer;
const spectra: string[] = [];

beforeAll(async () => {
  // Nothing is looked for meanwhile: only what is asked sends statements.
  server = await TestServer.start({}, { sweepMs: 600_000 });
  const images = await server.dataset('images');
  const dataset = datasetId(images);
  const none = { standardError: null, lower: null, upper: null };
  for (let k = 0; k < MODELS; k++) {
    const tags = [
      { key: 'augmentation', value: k % 2 ? 'mixup' : 'none' },
      { key: 'seed', value: `${Math.floor(k / 2)}` },
    ];
    const row = await server.model(`net ${String(k).padStart(2, '0')}`, { tags });
    const values = { accuracy: (k % 7) / 10, loss: (k % 5) / 3 };
    const metrics = Object.entries(values).map(([name, value]) => ({ name, value, ...none }));
    await server.store.metrics.record(row.id, images.id, metrics);
    if (k < SPECTRA) {
      const input = { model: modelId(row), dataset, pairsPerGroup: k === 0 ? 10 : 2, seed: 1 };
      spectra.push(await server.measured('measurePathSpectrum', input, analyticClassifier(3, k + 1)));
    }
  }
  for (const row of await server.store.models.list(undefined, MODELS))
    await server.query('mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { warnings } }', {
      input: { model: modelId(row), dataset },
    });
});
afterAll(() => server.remove());

it('the database is the one that this run is for', () => {
  expect(server.store.database).toMatch(inject('postgres') ? /^PostgreSQL / : /^PGlite/);
});

/** Statements of a query whose answer is asked for a second time: what is kept of results is there. */
async function statementsOf(text: string, variables: Record<string, unknown>): Promise<number> {
  await server.query(text, variables);
  server.statements.length = 0;
  await server.query(text, variables);
  return server.statements.length;
}

interface Heavy {
  name: string;
  text: string;
  few: Record<string, unknown>;
  many: Record<string, unknown>;
  most: number;
}

const rows = { few: { first: 5 }, many: { first: 50 } };
const filtered = {
  few: { filter: { name: { in: Array.from({ length: 6 }, (_, k) => `net 0${k}`) } } },
  many: { filter: {} },
};
const compared = {
  few: () => ({ reference: spectra[0], others: spectra.slice(1, 3) }),
  many: () => ({ reference: spectra[0], others: spectra.slice(1) }),
};

const HEAVY: Heavy[] = [
  {
    name: 'models with tags, metrics and measurements',
    text: `query ($first: Int) { models(first: $first) { totalCount edges { node { name tags { key value }
      metrics { name value dataset { name } measurement { id } }
      measurements(first: 3) { totalCount edges { node { id status dataset { name } } } } } } } }`,
    ...rows,
    most: 7,
  },
  {
    name: 'measurements with model, dataset and progress',
    text: `query ($first: Int) { measurements(first: $first) { totalCount edges { node { id status progress { done total }
      model { name tags { key } metrics { name value } } dataset { name } provenance { parameters } } } } }`,
    ...rows,
    most: 5,
  },
  {
    name: 'interventions',
    text: `query ($filter: ModelFilter) { interventions(baseline: [{ key: "augmentation", value: "none" }],
      metrics: ["accuracy", "loss"], filter: $filter) { pairs effects { metric difference { mean } } } }`,
    ...filtered,
    most: 2,
  },
  {
    name: 'correlation',
    text: `query ($filter: ModelFilter) { correlation(x: "accuracy", y: "loss", filter: $filter) {
      count pearson { value } } }`,
    ...filtered,
    most: 3,
  },
  {
    name: 'modelPoints',
    text: `query ($filter: ModelFilter) { modelPoints(metrics: ["accuracy", "loss"], tags: ["seed"], filter: $filter) {
      models { name } metrics { __typename } tags { __typename } } }`,
    ...filtered,
    most: 3,
  },
  {
    name: 'paths with the images at their ends',
    text: `query ($id: ID!, $first: Int) { measurement(id: $id) { ... on PathSpectrumMeasurement { paths(first: $first) {
      totalCount edges { node { id samples imageA { index url class { name } } imageB { index url class { name } }
      highFrequencyFraction } } } } } }`,
    ...rows,
    most: 4,
  },
  {
    name: 'comparisons, of results that were read before',
    text: `query ($reference: ID!, $others: [ID!]!) { comparisons(reference: $reference, others: $others) {
      difference { mean lower upper } pValue } }`,
    few: {},
    many: {},
    most: 2,
  },
  {
    name: 'spectra, of results that were read before',
    text: `query ($measurements: [ID!]!) { spectra(measurements: $measurements, scope: WITHIN_CLASS) { frequency
      rows { packed measurement { id model { name } } } } }`,
    few: {},
    many: {},
    most: 2,
  },
];

/** What some queries are asked of is known only once it is measured. */
function variablesOf(name: string, given: Record<string, unknown>, size: 'few' | 'many'): Record<string, unknown> {
  if (name.startsWith('paths')) return { ...given, id: spectra[0] };
  if (name.startsWith('comparisons')) return compared[size]();
  if (name.startsWith('spectra')) return { measurements: size === 'few' ? spectra.slice(0, 2) : spectra };
  return given;
}

describe('a query sends as many statements for many rows as for few', () => {
  it.each(HEAVY)('$name: at most $most', async ({ name, text, few, many, most }) => {
    const ofFew = await statementsOf(text, variablesOf(name, few, 'few'));
    const ofMany = await statementsOf(text, variablesOf(name, many, 'many'));
    expect(ofMany).toBe(ofFew);
    expect(ofMany).toBeGreaterThanOrEqual(1);
    expect(ofMany).toBeLessThanOrEqual(most);
  });
});
