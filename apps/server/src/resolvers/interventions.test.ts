import { readFileSync } from 'node:fs';
import type { Intervention } from '@passband/schema';
import type { MetricValue, Tag } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';

/** Numbers of test/reference/interventions_golden.py. */
interface Golden {
  baseline: Tag[];
  metrics: string[];
  groupByTag: string[];
  models: { tags: Tag[]; values: Record<string, number> }[];
  interventions: Intervention[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../../../test/reference/interventions-golden.json', import.meta.url), 'utf8'),
);

const query = `query ($baseline: [TagInput!]!, $metrics: [String!]!, $groupByTag: [String!], $filter: ModelFilter, $dataset: ID) {
  interventions(baseline: $baseline, metrics: $metrics, groupByTag: $groupByTag, filter: $filter, dataset: $dataset) {
    tag { key value } group { key value } pairs
    effects { metric difference { mean standardDeviation standardError lower upper count } pValue } } }`;

let server: TestServer;
let dataset: string;
beforeAll(async () => {
  server = await TestServer.start();
  const images = await server.dataset('images');
  const others = await server.dataset('other images');
  dataset = datasetId(images);
  for (const [k, { tags, values }] of golden.models.entries()) {
    const model = await server.model(`net ${k}`, { tags: k % 2 ? tags : tags.toReversed() });
    // What is known on another dataset, and what was known before, is not what is asked for.
    const { record } = server.store.metrics;
    await record(model.id, others.id, metricsOf({ accuracy: 99 }));
    await record(model.id, images.id, metricsOf(values, 5));
    await record(model.id, images.id, metricsOf(values));
  }
});
afterAll(() => server.remove());

const { baseline, metrics, groupByTag } = golden;
const ask = async (variables: Record<string, unknown> = {}): Promise<Intervention[]> =>
  (await server.query(query, { baseline, metrics, groupByTag, dataset, ...variables })).interventions;

const rounded = (rows: readonly Intervention[]): unknown =>
  JSON.parse(JSON.stringify(rows), (_, value) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value));

describe('interventions', () => {
  it("are the reference's to nine digits: pairs, mean differences, bounds and scipy's p values, of all pairs and by group", async () => {
    expect(golden.interventions).toHaveLength(12);
    expect(rounded(await ask())).toEqual(rounded(golden.interventions));
  });

  it('the other way round change their sign, and not their p values', async () => {
    const of = (rows: Intervention[], value: string) =>
      rows.find(({ tag, group }) => tag.value === value && group.length === 0)!;
    const there = of(await ask(), 'mixup');
    const back = of(await ask({ baseline: [{ key: 'augmentation', value: 'mixup' }] }), 'none');
    expect(back.pairs).toBe(there.pairs);
    for (const [k, { difference, pValue }] of there.effects.entries()) {
      expect(back.effects[k]?.difference?.mean).toBeCloseTo(-difference!.mean, 12);
      expect(back.effects[k]?.difference?.lower).toBeCloseTo(-difference!.upper!, 12);
      expect(back.effects[k]?.pValue).toBeCloseTo(pValue!, 12);
    }
  });

  it('are among the models of the filter, on the dataset that most have such metrics on where none is given', async () => {
    const filter = { tag: { key: 'architecture', eq: 'wrn' } };
    const some = await ask({ filter, dataset: null, groupByTag: null, metrics: ['jacobianNorm'] });
    const wanted = golden.interventions
      .filter(({ group }) => group[0]?.value === 'wrn')
      .map((row) => ({ ...row, group: [], effects: row.effects.slice(2) }));
    expect(rounded(some)).toEqual(rounded(wanted));
  });

  it('of a metric that no model has are null, and the pairs are counted all the same', async () => {
    const rows = await ask({ metrics: ['nothing'] });
    expect(rows.map(({ pairs }) => pairs)).toEqual(golden.interventions.map(({ pairs }) => pairs));
    for (const { effects } of rows) expect(effects).toEqual([{ metric: 'nothing', difference: null, pValue: null }]);
  });

  it('of a tag or a value that no model has are none', async () => {
    expect(await ask({ baseline: [{ key: 'nothing', value: 'none' }] })).toEqual([]);
    expect(await ask({ baseline: [{ key: 'augmentation', value: 'nothing' }] })).toEqual([]);
    expect(await ask({ baseline: [] })).toEqual([]);
  });

  it('read models and values with one statement each, however many tags are compared', async () => {
    const list = vi.spyOn(server.store.models, 'list');
    const columns = vi.spyOn(server.store.metrics, 'currentColumns');
    await ask();
    expect([list, columns].map((spy) => spy.mock.calls.length)).toEqual([1, 1]);
    vi.restoreAllMocks();
  });

  it('count the pairs whose values come of measurements with other parameters, and none that were recorded', async () => {
    const images = await server.dataset('images of three classes');
    const tags = (augmentation: string, seed: string) => [
      { key: 'trained', value: 'here' },
      { key: 'augmentation', value: augmentation },
      { key: 'seed', value: seed },
    ];
    for (const [k, [augmentation = '', seed = '', pairsPerGroup = 2]] of [
      ['none', '0', 2] as const,
      ['mixup', '0', 3] as const,
      ['none', '1', 2] as const,
      ['mixup', '1', 2] as const,
    ].entries()) {
      const model = await server.model(`measured ${k}`, { tags: tags(augmentation, seed) });
      const input = { model: modelId(model), dataset: datasetId(images), pairsPerGroup, seed: 1 };
      await server.measured('measurePathSpectrum', input, analyticClassifier(3, k + 1));
      await server.store.metrics.record(model.id, images.id, metricsOf({ accuracy: k / 10 }));
    }
    const { interventions } = await server.query(
      `query ($dataset: ID, $fraction: FractionInput) {
        interventions(baseline: [{ key: "augmentation", value: "none" }], dataset: $dataset, fraction: $fraction,
          metrics: ["highFrequencyFraction.within", "accuracy"], filter: { tag: { key: "trained", eq: "here" } }) {
          pairs effects { difference { count } differentlyMeasured } } }`,
      { dataset: datasetId(images), fraction: { cutoff: 0.2 } },
    );
    expect(interventions).toEqual([
      {
        pairs: 2,
        effects: [
          { difference: { count: 2 }, differentlyMeasured: 1 },
          { difference: { count: 2 }, differentlyMeasured: 0 },
        ],
      },
    ]);
  });

  it.each([
    ['21 tags', { baseline: Array(21).fill({ key: 'a', value: 'b' }) }, 'baseline must be at most 20 tags; got 21'],
    ['groups by 21 tags', { groupByTag: Array(21).fill('a') }, 'groupByTag must be at most 20 tags; got 21'],
    ['51 metrics', { metrics: Array(51).fill('accuracy') }, 'metrics must be at most 50; got 51'],
  ])('of %s are refused', async (_, variables, message) => {
    const { errors } = await server.graphql(query, { baseline, metrics, ...variables });
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'INVALID' } });
  });
});

function metricsOf(values: Readonly<Record<string, number>>, more = 0): MetricValue[] {
  const unknown = { standardError: null, lower: null, upper: null };
  return Object.entries(values).map(([name, value]) => ({ name, value: value + more, ...unknown }));
}
