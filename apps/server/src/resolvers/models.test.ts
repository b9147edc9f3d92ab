import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { storeId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
let dataset: string;
const models: string[] = [];

const floats = (packed: string): number[] => {
  const bytes = Buffer.from(packed, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(4 * k));
};

beforeAll(async () => {
  server = await TestServer.start();
  dataset = datasetId(await server.dataset('images'));
  for (let k = 0; k < 6; k++) {
    const tags = [
      { key: 'epochs', value: String(k + 1) },
      { key: 'augmentation', value: k % 2 ? 'mixup' : 'none' },
    ];
    models.push(modelId(await server.model(`net ${k}`, { tags })));
  }
  // The last one has a tag that is not a number, and no measurement.
  const worker = new TestWorker(server.url);
  for (const [k, model] of models.slice(0, 5).entries()) {
    const { data } = await server.graphql(
      `mutation ($m: ID!, $d: ID!) { a: measurePathSpectrum(input: { model: $m, dataset: $d, pairsPerGroup: 3 }) { measurement { id } } b: evaluateModel(input: { model: $m, dataset: $d }) { measurement { id } } }`,
      { m: model, d: dataset },
    );
    await worker.workAll(analyticClassifier(3, 1 + k));
    for (const { measurement } of [data.a, data.b]) await server.succeeded(storeId('measurement', measurement.id)!);
  }
});
afterAll(() => server.remove());

describe('models', () => {
  it('are listed by name, a page at a time', async () => {
    const query =
      'query ($after: String) { models(first: 4, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { name tags { key value } } } } }';
    const first = (await server.graphql(query)).data.models;
    expect(first).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
    const second = (await server.graphql(query, { after: first.pageInfo.endCursor })).data.models;
    expect(second.pageInfo.hasNextPage).toBe(false);
    const names = [...first.edges, ...second.edges].map((edge) => edge.node.name);
    expect(names).toEqual(['net 0', 'net 1', 'net 2', 'net 3', 'net 4', 'net 5']);
    expect(first.edges[1].node.tags).toEqual([
      { key: 'epochs', value: '2' },
      { key: 'augmentation', value: 'mixup' },
    ]);
  });

  it('are filtered by tag and metric, with and, or, not', async () => {
    const names = async (filter: unknown) =>
      (
        await server.graphql('query ($f: ModelFilter) { models(filter: $f) { edges { node { name } } } }', {
          f: filter,
        })
      ).data.models.edges.map((edge: { node: { name: string } }) => edge.node.name);
    expect(await names({ tag: { key: 'augmentation', eq: 'mixup' } })).toEqual(['net 1', 'net 3', 'net 5']);
    expect(await names({ not: { tag: { key: 'augmentation', eq: 'mixup' } } })).toEqual(['net 0', 'net 2', 'net 4']);
    expect(await names({ or: [{ name: { eq: 'net 0' } }, { name: { contains: '5' } }] })).toEqual(['net 0', 'net 5']);
    expect(
      await names({ and: [{ tag: { key: 'augmentation', eq: 'mixup' } }, { metric: { name: 'accuracy', gte: 0 } }] }),
    ).toEqual(['net 1', 'net 3']);
    expect(await names({ dataset })).toHaveLength(5);
    expect(await names({ name: null, tag: null })).toHaveLength(6);
  });

  it('are ordered by a metric, those without one last', async () => {
    const { data } = await server.graphql(
      '{ models(orderBy: { by: METRIC, metric: "highFrequencyFraction.within", direction: DESC }) { edges { node { name metrics(names: ["highFrequencyFraction.within"]) { value } } } } }',
    );
    const values = data.models.edges.map(
      (edge: { node: { metrics: { value: number }[] } }) => edge.node.metrics[0]?.value,
    );
    expect(values.at(-1)).toBeUndefined();
    expect(values.slice(0, 5)).toEqual([...values.slice(0, 5)].sort((a, b) => b - a));
    expect(
      (await server.graphql('{ models(orderBy: { by: METRIC }) { totalCount } }')).errors?.[0]?.extensions.code,
    ).toBe('INVALID');
  });

  it('are found by id or name, and null where they are not', async () => {
    const { data } = await server.graphql(
      '{ a: model(name: "net 1") { id name } b: model(name: "no net") { id } c: model(id: "model-1") { id } d: model { id } e: node(id: "nonsense") { id } }',
    );
    expect(data).toEqual({ a: { id: models[1], name: 'net 1' }, b: null, c: null, d: null, e: null });
    const wrongKind = await server.graphql(
      'query ($id: ID!) { model(id: $id) { id } dataset(id: $id) { name } measurement(id: $id) { id } node(id: $id) { __typename id } }',
      { id: dataset },
    );
    expect(wrongKind.data).toMatchObject({
      model: null,
      dataset: { name: 'images' },
      measurement: null,
      node: { __typename: 'Dataset', id: dataset },
    });
  });

  it('have their measurements, filtered by method and status', async () => {
    const { data } = await server.graphql(
      'query ($id: ID!) { model(id: $id) { all: measurements { totalCount } one: measurements(method: EVALUATION, status: SUCCEEDED) { edges { node { method } } } none: measurements(status: FAILED) { totalCount } } }',
      { id: models[0] },
    );
    expect(data.model).toEqual({
      all: { totalCount: 2 },
      one: { edges: [{ node: { method: 'EVALUATION' } }] },
      none: { totalCount: 0 },
    });
  });
});

describe('measurements', () => {
  it('are listed newest first and filtered', async () => {
    const { data } = await server.graphql(
      'query ($m: ID!) { measurements { totalCount edges { node { createdAt } } } one: measurements(filter: { model: $m, method: PATH_SPECTRUM, statuses: [SUCCEEDED, FAILED] }) { totalCount } none: measurements(filter: { status: QUEUED, statuses: [SUCCEEDED] }) { totalCount } }',
      { m: models[2] },
    );
    const times = data.measurements.edges.map((edge: { node: { createdAt: string } }) =>
      Date.parse(edge.node.createdAt),
    );
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(data.measurements.totalCount).toBe(10);
    expect([data.one.totalCount, data.none.totalCount]).toEqual([1, 0]);
  });
});

describe('facets', () => {
  it('are the tags with their values, and the metrics', async () => {
    const { data } = await server.graphql(
      '{ facets { tags { key values } metrics } few: facets(filter: { name: { eq: "net 0" } }) { tags { key values } } }',
    );
    expect(data.facets.tags.find((tag: { key: string }) => tag.key === 'augmentation').values.sort()).toEqual([
      'mixup',
      'none',
    ]);
    expect(data.facets.metrics).toContain('highFrequencyFraction.within');
    expect(data.few.tags.find((tag: { key: string }) => tag.key === 'epochs').values).toEqual(['1']);
  });
});

describe('model points', () => {
  it('are columns, a place a model, NaN and null where there is nothing', async () => {
    const { data } = await server.graphql(
      '{ modelPoints(metrics: ["accuracy", "highFrequencyFraction.within", "nothing"], tags: ["epochs", "nothing"]) { models { name } metrics { name values standardErrors lower upper } tags { key values } } }',
    );
    const { models: rows, metrics, tags } = data.modelPoints;
    expect(rows).toHaveLength(6);
    expect(metrics.map((column: { name: string }) => column.name)).toEqual([
      'accuracy',
      'highFrequencyFraction.within',
      'nothing',
    ]);
    const within = floats(metrics[1].values);
    expect(within.map(Number.isNaN)).toEqual([false, false, false, false, false, true]);
    expect(floats(metrics[1].lower)[0]).toBeLessThan(within[0]!);
    expect(floats(metrics[0].standardErrors).every(Number.isNaN)).toBe(true);
    expect(floats(metrics[2].values).every(Number.isNaN)).toBe(true);
    expect(tags).toEqual([
      { key: 'epochs', values: ['1', '2', '3', '4', '5', '6'] },
      { key: 'nothing', values: Array(6).fill(null) },
    ]);
  });

  it('take another fraction from stored spectra', async () => {
    const ask = async (fraction: string) =>
      floats(
        (
          await server.graphql(
            `{ modelPoints(metrics: ["highFrequencyFraction.within"], fraction: ${fraction}) { metrics { values } } }`,
          )
        ).data.modelPoints.metrics[0].values,
      );
    const published = await ask('{}');
    const explicit = await ask('{ estimator: PERIODOGRAM, cutoff: null, cutoffUnit: SHARE_OF_BINS }');
    expect(explicit).toEqual(published);
    const byIds = vi.spyOn(server.store.measurements, 'byIds');
    const mirrored = await ask('{ estimator: MIRRORED }');
    expect(byIds).toHaveBeenCalledTimes(1);
    byIds.mockRestore();
    const metric = floats(
      (
        await server.graphql(
          '{ modelPoints(metrics: ["mirroredHighFrequencyFraction.within"]) { metrics { values } } }',
        )
      ).data.modelPoints.metrics[0].values,
    );
    expect(mirrored).toEqual(metric);
    expect(mirrored).not.toEqual(published);
    // Bins count by the part of them above the cutoff: all of them but half of the zero frequency's.
    const all = await ask('{ cutoff: 0, cutoffUnit: CYCLES_PER_DISTANCE }');
    const none = await ask('{ cutoff: 9, cutoffUnit: CYCLES_PER_DISTANCE }');
    expect(none.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    for (const [k, value] of all.slice(0, 5).entries()) expect(value).toBeGreaterThan(published[k]!);
  });
});

describe('correlation', () => {
  it('is over the models that have both, with groups', async () => {
    const { data } = await server.graphql(
      '{ correlation(x: "tag:epochs", y: "highFrequencyFraction.within", groupByTag: ["augmentation"]) { count pearson { value lower upper } spearman { value } withinGroups { value } groups { tags { key value } count pearson { value lower } } points { model { name } x y tags { value } } } }',
    );
    const { count, pearson, points, groups, withinGroups } = data.correlation;
    expect(count).toBe(5);
    expect(points.map((point: { x: number }) => point.x)).toEqual([1, 2, 3, 4, 5]);
    expect(pearson.lower).toBeLessThan(pearson.value);
    expect(withinGroups).not.toBeNull();
    expect(
      groups.map((group: { count: number; tags: { value: string }[] }) => [group.tags[0]?.value, group.count]),
    ).toEqual([
      ['none', 3],
      ['mixup', 2],
    ]);
    // Two points lie on a line: no bounds.
    expect(groups[1].pearson.lower).toBeNull();
  });
  it('of fewer than two models is null', async () => {
    const { data } = await server.graphql(
      '{ correlation(x: "nothing", y: "accuracy") { count pearson { value } withinGroups { value } groups { count } points { x } } }',
    );
    expect(data.correlation).toEqual({ count: 0, pearson: null, withinGroups: null, groups: [], points: [] });
  });
});

describe('datasets', () => {
  it('page through their images, of one class where asked', async () => {
    const query =
      'query ($id: ID!, $after: String, $class: Int) { dataset(id: $id) { imageShape classes { index imageCount } images(first: 5, after: $after, class: $class) { totalCount pageInfo { hasNextPage endCursor } edges { node { index url class { index } } } } } }';
    const first = (await server.graphql(query, { id: dataset, class: 1 })).data.dataset;
    expect(first.imageShape).toEqual([4, 4, 1]);
    expect(first.images.edges.map((edge: { node: { index: number } }) => edge.node.index)).toEqual([1, 4, 7, 10, 13]);
    const second = (await server.graphql(query, { id: dataset, class: 1, after: first.images.pageInfo.endCursor })).data
      .dataset.images;
    expect(second.edges.map((edge: { node: { index: number } }) => edge.node.index)).toEqual([16, 19, 22]);
    expect(second).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: false } });
    expect((await server.graphql(query, { id: dataset, after: 'x' })).errors?.[0]?.extensions.code).toBe('INVALID');
  });

  it('give their images as PNG, for ever', async () => {
    const { data } = await server.graphql('{ datasets { images(first: 1) { edges { node { url } } } } }');
    const response = await fetch(server.url + data.datasets[0].images.edges[0].node.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([4, 4]);
  });

  it.each(['0.jpg', '24.png', '-1.png', '1e1.png', '..%2f0.png'])('have no image %s', async (file) => {
    expect((await fetch(`${server.url}/images/${dataset}/${file}`)).status).toBe(404);
  });
});

describe('limits', () => {
  const code = async (query: string) => (await server.graphql(query)).errors?.[0]?.message ?? '';
  it.each([0, 101, -1])('a page of %i is refused', async (first) => {
    expect(await code(`{ models(first: ${first}) { totalCount } }`)).toBe(`first must be from 1 to 100; got ${first}`);
  });
  it('a cursor that is none is refused', async () => {
    const { errors } = await server.graphql('{ models(after: "nonsense") { totalCount } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID' }, message: expect.stringContaining('cursor') });
  });
  it('a document that is too deep is refused', async () => {
    const deep = `${'model { measurements { edges { node { '.repeat(5)} id ${'} } } }'.repeat(5)}`;
    expect(await code(`{ measurements { edges { node { ${deep} } } } }`)).toMatch(/depth must be at most 15; got/);
  });
  it('a document that would cost too much is refused, also by way of fragments', async () => {
    const pages = 'models(first: 100) { edges { node { measurements(first: 100) { edges { node { ...F } } } } } }';
    expect(
      await code(`{ ${pages} } fragment F on PathSpectrumMeasurement { paths(first: 100) { edges { node { id } } } }`),
    ).toMatch(/cost .* must be at most 100000; got/);
  });
  it.each([
    [
      'pages whose edges are in fragments',
      '{ models { ...M } } fragment M on ModelConnection { edges { node { measurements { ...N } } } } fragment N on MeasurementConnection { edges { node { ... on PathSpectrumMeasurement { paths { ...P } } } } } fragment P on PathConnection { edges { node { id } } }',
    ],
    [
      'pages of every model of a figure',
      '{ modelPoints(metrics: []) { models { measurements(first: 100) { edges { node { id status } } } } } }',
    ],
    [
      'pages of every point',
      '{ correlation(x: "a", y: "b") { points { model { measurements(first: 100) { edges { node { id status } } } } } } }',
    ],
  ])('%s are counted as often as they may be there', async (_, query) => {
    expect(await code(query)).toMatch(/cost .* must be at most 100000; got/);
  });
  it('every answer says what it cost and what it may', async () => {
    const cost = async (query: string) => (await server.graphql(query)).extensions?.cost;
    expect(await cost('{ viewer { name } }')).toEqual({ cost: 2, most: 100_000 });
    expect(await cost('{ models(first: 3) { edges { node { name } } } }')).toEqual({ cost: 10, most: 100_000 });
  });

  it('many aliases are refused', async () => {
    expect(await code(`{ ${Array.from({ length: 101 }, (_, k) => `a${k}: viewer { name }`).join(' ')} }`)).toMatch(
      /aliases must be at most 100; got 101/,
    );
  });
  it('very many tokens are refused with 400', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ ${'__typename '.repeat(6000)} }` }),
    });
    expect(response.status).toBe(400);
  });
  it('fragments in a circle are refused, not followed', async () => {
    expect(await code('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')).toMatch(
      /Cannot spread fragment/,
    );
  });
  it('a body of more than 1 MB is refused', async () => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { name } }', variables: { x: 'x'.repeat(1_100_000) } }),
    });
    expect(response.status).toBe(413);
  });
  it('the standard introspection is let through', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    expect((await server.graphql(getIntrospectionQuery())).data.__schema.queryType.name).toBe('Query');
  });
  it('text that the database can not hold is refused, not an error of the server', async () => {
    const { errors } = await server.graphql('query ($name: String) { model(name: $name) { id } }', { name: 'a\0b' });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'INVALID' }, message: expect.stringContaining('U+0000') });
    const { data } = await server.graphql(
      'mutation ($name: String!) { registerModel(input: { name: $name }) { model { id } userErrors { code message } } createUpload(input: { fileName: $name, sizeBytes: 1 }) { upload { id } userErrors { code } } }',
      { name: 'a\0b' },
    );
    expect(data).toEqual({
      registerModel: { model: null, userErrors: [{ code: 'INVALID', message: expect.stringContaining('U+0000') }] },
      createUpload: { upload: null, userErrors: [{ code: 'INVALID' }] },
    });
  });
  it('an address that can not be decoded is refused with 400', async () => {
    const response = await fetch(`${server.url}/images/%E0%A4%A/0.png`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('%E0%A4%A') });
  });
  it('an error of the server tells its id, and nothing of itself', async () => {
    const { depth } = server.store.queue;
    server.store.queue.depth = () => Promise.reject(new Error('select secret from /home/someone'));
    const { errors } = await server.graphql('{ server { queueDepth } }');
    server.store.queue.depth = depth;
    expect(JSON.stringify(errors)).not.toMatch(/secret|someone/);
    const id = errors?.[0]?.extensions.id ?? '';
    expect(errors?.[0]?.message).toContain(id);
    expect(server.logged.some((line) => line.includes(id) && line.includes('secret'))).toBe(true);
  });
});
