import { readFile } from 'node:fs/promises';
import { robustnetsFile } from '@passband/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

/** What a mutation with one input answers. */
async function answer(field: string, type: string, input: Record<string, unknown>, fields: string) {
  const text = `mutation ($input: ${type}!) { ${field}(input: $input) { ${fields} userErrors { field message code } } }`;
  return (await server.query(text, { input }))[field];
}

describe('a model', () => {
  const update = (input: Record<string, unknown>) =>
    answer('updateModel', 'UpdateModelInput', input, 'model { name tags { key value } }');

  it('gets another name or other tags, and keeps what is left out', async () => {
    const id = modelId(await server.model('old', { tags: [{ key: 'seed', value: '0' }] }));
    expect(await update({ id, name: 'new' })).toEqual({
      model: { name: 'new', tags: [{ key: 'seed', value: '0' }] },
      userErrors: [],
    });
    const tags = [
      { key: 'epochs', value: '6' },
      { key: 'augmentation', value: 'mixup' },
    ];
    expect((await update({ id, tags })).model).toEqual({ name: 'new', tags });
    expect((await update({ id, tags: [] })).model.tags).toEqual([]);
  });

  it.each([
    [{ name: 'taken' }, 'CONFLICT', /"taken" is taken/],
    [{ name: ' ' }, 'INVALID', /1 to 200 characters/],
    [
      {
        tags: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
      'INVALID',
      /given once; got a twice/,
    ],
    [{ id: 'model-00000000-0000-7000-8000-000000000000' }, 'NOT_FOUND', /id must be the id of a model/],
    [{ id: 'nonsense' }, 'NOT_FOUND', /id must be the id of a model/],
  ])('is not changed by %o: %s', async (change, code, message) => {
    await server.model('taken').catch(() => {});
    const id = modelId(await server.model(`kept ${JSON.stringify(change)}`));
    const { model, userErrors } = await update({ id, ...change });
    expect(model).toBeNull();
    expect(userErrors[0]).toMatchObject({ code, message: expect.stringMatching(message) });
    const kept = await server.query('query ($id: ID!) { model(id: $id) { name tags { key } } }', { id });
    expect(kept.model).toEqual({ name: expect.stringMatching(/^kept /), tags: [] });
  });
});

describe('deleting', () => {
  it('a model or a dataset takes what hangs on it, one that runs as well, and what is gone is NOT_FOUND', async () => {
    for (const kind of ['Model', 'Dataset', 'Measurement'] as const) {
      const ids = {
        model: modelId(await server.model(`of ${kind}`)),
        dataset: datasetId(await server.dataset(`for ${kind}`)),
      };
      const done = await server.measured('evaluateModel', ids, analyticClassifier(3));
      const running = (
        await answer(
          'measurePathSpectrum',
          'MeasurePathSpectrumInput',
          { ...ids, pairsPerGroup: 5 },
          'measurement { id }',
        )
      ).measurement.id;
      const worker = new TestWorker(server.url);
      const order = await worker.claim();
      const id = { Model: ids.model, Dataset: ids.dataset, Measurement: running }[kind];
      const deleted = await answer(`delete${kind}`, `Delete${kind}Input`, { id }, `deleted${kind}Id`);
      expect(deleted).toEqual({ [`deleted${kind}Id`]: id, userErrors: [] });
      const again = await answer(`delete${kind}`, `Delete${kind}Input`, { id }, `deleted${kind}Id`);
      expect(again.userErrors[0]).toMatchObject({ code: 'NOT_FOUND', field: ['input', 'id'] });
      const { measurement } = await server.query('query ($id: ID!) { measurement(id: $id) { id } }', { id: running });
      expect(measurement).toBeNull();
      const beat = await worker.post(`/worker/shards/${order?.id}/heartbeat`, {
        lease: order?.lease,
        imagesDone: 1,
        imagesPerSecond: 1,
      });
      expect(((await beat.json()) as { state: string }).state).toBe('lost');
      const { model } = await server.query('query ($id: ID!) { model(id: $id) { metrics { name } } }', {
        id: ids.model,
      });
      if (kind === 'Measurement') expect(model.metrics).toHaveLength(2);
      else if (kind === 'Dataset') expect(model.metrics).toEqual([]);
      else expect(model).toBeNull();
      expect(
        (await server.query('query ($id: ID!) { measurement(id: $id) { id } }', { id: done })).measurement === null,
      ).toBe(kind !== 'Measurement');
    }
  });
});

describe('metrics that were measured elsewhere', () => {
  const record = (input: Record<string, unknown>) =>
    answer(
      'recordMetrics',
      'RecordMetricsInput',
      input,
      'model { metrics { name value standardError current dataset { name } } }',
    );

  it('are current from then on, on their dataset', async () => {
    const ids = {
      model: modelId(await server.model('recorded')),
      dataset: datasetId(await server.dataset('elsewhere')),
    };
    await record({ ...ids, metrics: [{ name: 'accuracy', value: 0.5 }] });
    const { model, userErrors } = await record({
      ...ids,
      metrics: [
        { name: 'accuracy', value: 0.75, standardError: 0.01 },
        { name: 'loss', value: 1 },
      ],
    });
    expect(userErrors).toEqual([]);
    expect(model.metrics).toHaveLength(2);
    expect(model.metrics).toContainEqual({
      name: 'accuracy',
      value: 0.75,
      standardError: 0.01,
      current: true,
      dataset: { name: 'elsewhere' },
    });
  });

  it.each([
    ['none', { metrics: [] }, 'metrics', /1 to 1000 metrics; got 0/],
    [
      '1,001 metrics',
      { metrics: Array.from({ length: 1_001 }, (_, k) => ({ name: `m${k}`, value: 1 })) },
      'metrics',
      /1 to 1000 metrics; got 1001/,
    ],
    [
      'one metric twice',
      {
        metrics: [
          { name: 'a', value: 1 },
          { name: 'a', value: 2 },
        ],
      },
      'metrics',
      /given once; got a twice/,
    ],
    ['no name', { metrics: [{ name: '', value: 1 }] }, 'metrics', /1 to 200 characters .*; got ""/],
    ['a name with space', { metrics: [{ name: ' a', value: 1 }] }, 'metrics', /without space around them; got " a"/],
    [
      'an error below 0',
      { metrics: [{ name: 'a', value: 1, standardError: -1 }] },
      'metrics',
      /at least 0; got -1 of a/,
    ],
    ['no dataset', { dataset: 'x', metrics: [{ name: 'a', value: 1 }] }, 'dataset', /id of a dataset; got "x"/],
    ['no model', { model: 'x', metrics: [{ name: 'a', value: 1 }] }, 'model', /id of a model; got "x"/],
  ])('with %s are refused, and nothing is kept', async (name, input, field, message) => {
    const model = modelId(await server.model(`refused ${name}`));
    const refused = await record({ model, ...input });
    expect(refused).toMatchObject({
      model: null,
      userErrors: [{ field: ['input', field], message: expect.stringMatching(message) }],
    });
    const kept = await server.query('query ($id: ID!) { model(id: $id) { metrics { name } } }', { id: model });
    expect(kept.model.metrics).toEqual([]);
  });
});

describe('the published networks', () => {
  const load = (upload?: string) =>
    answer('importResults', 'ImportResultsInput', { format: 'ROBUSTNETS', upload }, 'imported skipped');

  it('are imported once, and correlate as the paper says', async () => {
    expect(await load()).toEqual({ imported: 447, skipped: 0, userErrors: [] });
    expect(await load()).toEqual({ imported: 0, skipped: 447, userErrors: [] });
    const { datasets } = await server.query('{ datasets { id name imageCount sha256 } }');
    const [dataset] = datasets.filter(({ name }: { name: string }) => name === 'CIFAR-10');
    expect(dataset).toMatchObject({ imageCount: 0, sha256: null });
    const correlation = `query ($dataset: ID) {
      within: correlation(x: "highFrequencyFraction.within", y: "accuracy", dataset: $dataset, groupByTag: ["architecture", "augmentation"]) { count pearson { value } groups { count pearson { value } } }
      between: correlation(x: "highFrequencyFraction.between", y: "accuracy", dataset: $dataset) { count pearson { value } } }`;
    const { within, between } = await server.query(correlation, { dataset: dataset.id });
    expect([within.count, between.count]).toEqual([447, 447]);
    expect(within.pearson.value).toBeCloseTo(-0.9439, 4);
    expect(between.pearson.value).toBeCloseTo(0.5462, 4);
    expect(within.groups).toHaveLength(9);
    for (const { pearson } of within.groups) expect(pearson.value).toBeLessThan(0);
    const key = 'Conv8_augmix_biprop_globally_0.5';
    const { models } = await server.query(
      'query ($filter: ModelFilter) { models(filter: $filter) { edges { node { format tags { key value } metrics(names: ["accuracy", "cifar10.1_acc", "jacobianNorm", "consistentDistance.phase"]) { name value } } } } }',
      { filter: { name: { eq: key } } },
    );
    const [{ node }] = models.edges;
    expect(node.format).toBe('EXTERNAL');
    expect(node.tags.map(({ key: tag, value }: { key: string; value: string }) => `${tag}=${value}`)).toEqual([
      'architecture=Conv8',
      'augmentation=augmix',
      'pruning=biprop',
      'scope=globally',
      'sparsity=0.5',
    ]);
    const published = JSON.parse(await readFile(robustnetsFile(), 'utf8'))[key];
    const values = new Map(node.metrics.map(({ name, value }: { name: string; value: number }) => [name, value]));
    expect(values.get('accuracy')).toBeCloseTo(published.cifar10_acc / 100, 12);
    expect(values.get('cifar10.1_acc')).toBeCloseTo(published['cifar10.1_acc'] / 100, 12);
    expect(values.get('jacobianNorm')).toBe(published.jacobian_norm);
    expect(values.get('consistentDistance.phase')).toBe(published.consistent_distances_phase);
  });

  it.each([
    ['not JSON', /must be JSON/],
    ['[1, 2]', /must be an object of models/],
    [
      '{"Conv8_augmix_biprop_globally_0.5": {"cifar10_acc": "high"}}',
      /object of numbers; Conv8_augmix_biprop_globally_0\.5\.cifar10_acc/,
    ],
    ['{"resnet": {"cifar10_acc": 90}}', /key must read architecture_augmentation_pruning_scope_sparsity; got "resnet"/],
  ])('are not imported from %s', async (text, message) => {
    const { createUpload } = await server.query(
      'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } } }',
      { input: { fileName: 'metrics.json', sizeBytes: Buffer.byteLength(text) } },
    );
    const { id, url } = createUpload.upload;
    expect((await fetch(new URL(url, server.url), { method: 'PUT', body: text })).status).toBe(204);
    const { imported, userErrors } = await load(id);
    expect(imported).toBe(0);
    expect(userErrors[0]).toMatchObject({ field: ['input', 'upload'], message: expect.stringMatching(message) });
  });
});
