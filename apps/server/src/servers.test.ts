import { readDemo } from '@passband/demo';
import type { ModelFacts } from '@passband/engine';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadDemo } from './demo.ts';
import type { Services } from './graphql/context.ts';
import { analyticClassifier } from './testing/analytic-classifier.ts';
import { datasetId, type GraphqlAnswer, modelId, TestServer } from './testing/test-server.ts';
import { TestWorker } from './testing/test-worker.ts';

const ADMIN = 'the-admin-token-of-this-test';
const json = { 'content-type': 'application/json' };
const asAdmin = { authorization: `Bearer ${ADMIN}` };
const READ = JSON.stringify({ query: '{ viewer { name role } }' });

/** PGlite's folder is one server's. */
const onPostgres = describe.skipIf(inject('postgres') === null);

/** Two servers with a folder each on one database. */
async function pair(config: Parameters<typeof TestServer.start>[0] = {}): Promise<[TestServer, TestServer]> {
  const one = await TestServer.start(config);
  return [one, await TestServer.start({ ...config, databaseUrl: one.databaseUrl })];
}

onPostgres('with tokens, on two servers', () => {
  let one: TestServer;
  let two: TestServer;
  beforeAll(async () => {
    [one, two] = await pair({ token: ADMIN });
  });
  afterAll(async () => {
    await one.remove();
    await two.remove();
  });
  const signIn = async (server: TestServer, token: string): Promise<string> => {
    const response = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token }),
    });
    expect(response.status).toBe(204);
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const statusBy = async (server: TestServer, cookie: string): Promise<number> => {
    const sent = { method: 'POST', headers: { ...json, cookie }, body: READ };
    return (await fetch(`${server.url}/graphql`, sent)).status;
  };
  const create = (name: string, expiresAt: Date | null = null) =>
    one.running.services.tokens.create({ name, role: 'VIEWER', expiresAt });
  const follow = async (server: TestServer, headers: Record<string, string>): Promise<Response> => {
    const body = JSON.stringify({ query: 'subscription { measurementChanged { id } }' });
    const stream = await fetch(`${server.url}/graphql/stream`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body,
    });
    expect(stream.status).toBe(200);
    return stream;
  };

  it('who signed in on one is signed in on the other, and who signed out on that one on neither', async () => {
    const cookie = await signIn(one, ADMIN);
    expect([await statusBy(one, cookie), await statusBy(two, cookie)]).toEqual([200, 200]);
    const out = await fetch(`${two.url}/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.status).toBe(204);
    expect([await statusBy(one, cookie), await statusBy(two, cookie)]).toEqual([401, 401]);
  });

  it('a session outlives the server that opened it, and ends where the first token is another', async () => {
    const cookie = await signIn(one, ADMIN);
    const later = await TestServer.start({ token: ADMIN, databaseUrl: one.databaseUrl });
    const other = await TestServer.start({ token: 'another-admin-token', databaseUrl: one.databaseUrl });
    expect(await statusBy(later, cookie)).toBe(200);
    expect(await statusBy(other, cookie)).toBe(401);
    await later.remove();
    await other.remove();
  });

  it('a token that is revoked on one holds on neither: streams on the other are broken off, its sessions end', async () => {
    const { row, secret } = await create('revoked');
    const bearer = { authorization: `Bearer ${secret}` };
    const cookie = await signIn(two, secret);
    const streams = [await follow(two, bearer), await follow(two, { cookie }), await follow(one, { cookie })];
    expect(await one.running.services.tokens.revoke(row.id)).toBe(true);
    for (const stream of streams) await expect(stream.text()).rejects.toThrow();
    expect([await statusBy(one, cookie), await statusBy(two, cookie)]).toEqual([401, 401]);
    const again = await fetch(`${two.url}/graphql`, { method: 'POST', headers: { ...json, ...bearer }, body: READ });
    expect(again.status).toBe(401);
  });

  it('a token that expires ends its sessions and streams on both', async () => {
    const { secret } = await create('expires', new Date(Date.now() + 5_000));
    const cookie = await signIn(one, secret);
    await expect((await follow(two, { cookie })).text()).rejects.toThrow();
    // A timer may be a moment ahead of the clock.
    for (const server of [one, two]) await expect.poll(() => statusBy(server, cookie)).toBe(401);
  });

  it('an upload is made on one, sent to the other, and read from a third', async () => {
    const create = 'mutation { createUpload(input: { fileName: "x", sizeBytes: 3 }) { upload { url } } }';
    const { data } = await one.graphql(create, {}, asAdmin);
    const sent = await fetch(two.url + data.createUpload.upload.url, { method: 'PUT', body: 'abc', headers: asAdmin });
    expect(sent.status).toBe(204);
    const third = await TestServer.start({ token: ADMIN, databaseUrl: one.databaseUrl });
    const name = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    for (const server of [one, two, third])
      expect(await (await fetch(`${server.url}/blobs/${name}`, { headers: asAdmin })).text()).toBe('abc');
    await third.remove();
  });
});

onPostgres('without tokens, on two servers', () => {
  let one: TestServer;
  let two: TestServer;
  beforeAll(async () => {
    [one, two] = await pair();
  });
  afterAll(async () => {
    await one.remove();
    await two.remove();
  });

  it('what a worker tells one is seen by who follows the other, and results, images and paths are the same', async () => {
    const [dataset, model] = [await one.dataset('shared'), await two.model('shared')];
    const input = { model: modelId(model), dataset: datasetId(dataset), pairsPerGroup: 3, curvesPerGroup: 1 };
    const following = await fetch(`${two.url}/graphql/stream`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ query: 'subscription { measurementChanged { id status } }' }),
    });
    const id = await one.measured('measurePathSpectrum', input, analyticClassifier(3));
    const said = following.body?.pipeThrough(new TextDecoderStream()) ?? [];
    let seen = '';
    for await (const text of said) {
      seen += text;
      if (seen.includes('SUCCEEDED')) break;
    }
    const query = `{ measurement: node(id: "${id}") { ... on PathSpectrumMeasurement { paths(first: 1) { edges { node { id } } }
      highFrequencyFraction(scope: WITHIN_CLASS) { mean lower upper count } } } }`;
    const [here, there] = [await one.query(query), await two.query(query)];
    expect(there).toEqual(here);
    expect(here.measurement.highFrequencyFraction.count).toBe(9);
    const path = here.measurement.paths.edges[0].node.id;
    for (const address of [
      `/images/${datasetId(dataset)}/0.png`,
      `/paths/${path}/strip.png`,
      `/export/measurements/${id}.csv`,
    ]) {
      const [first, second] = await Promise.all(
        [one, two].map(async (server) => {
          const response = await fetch(server.url + address);
          expect(response.status).toBe(200);
          return Buffer.from(await response.arrayBuffer());
        }),
      );
      expect(second?.equals(first ?? Buffer.of())).toBe(true);
    }
  });

  it('a worker may claim of one, report to the other, and be listed by both', async () => {
    const [dataset, model] = [await two.dataset('either'), await one.model('either')];
    const input = { model: modelId(model), dataset: datasetId(dataset) };
    const { started } = await one.query(
      'mutation ($input: EvaluateModelInput!) { started: evaluateModel(input: $input) { measurement { id } } }',
      { input },
    );
    const workers = [new TestWorker(one.url), new TestWorker(two.url)];
    for (let turn = 0; ; turn += 1) {
      const order = await workers[turn % 2]?.claim();
      if (!order) break;
      const report = workers[(turn + 1) % 2];
      expect(await report?.complete(order, await report.evaluate(order, analyticClassifier(3)))).toMatchObject({
        state: 'live',
      });
    }
    const query = `{ measurement: node(id: "${started.measurement.id}") { ... on Measurement { status } }
      server { queueDepth workers { id } } }`;
    await expect.poll(async () => (await two.query(query)).measurement.status).toBe('SUCCEEDED');
    const [here, there] = [await one.query(query), await two.query(query)];
    expect(here).toEqual(there);
    expect(here.server.workers.length).toBeGreaterThanOrEqual(2);
  });

  it('one key that comes to both at once starts one measurement, and one training with its model', async () => {
    const [dataset, model] = [
      await one.dataset('keys', { classes: 3, perClass: 8, size: 8 }),
      await one.model('keys', { inputShape: [1, 8, 8] }),
    ];
    const both = async (query: string, input: object): Promise<GraphqlAnswer['data'][]> =>
      Promise.all([one, two, one, two].map((server) => server.query(query, { input })));
    const measure = await both(
      'mutation ($input: EvaluateModelInput!) { made: evaluateModel(input: $input) { measurement { id } userErrors { message } } }',
      { model: modelId(model), dataset: datasetId(dataset), idempotencyKey: 'one' },
    );
    const base = { dataset: datasetId(dataset), architecture: 'small-cnn', epochs: 1, idempotencyKey: 'training' };
    const train = await both(
      `mutation ($input: MeasureNoiseFittingSweepInput!) { made: measureNoiseFittingSweep(input: $input) {
        measurements { id model { name } } userErrors { message } } }`,
      { frequencies: [0.1, 0.2], base: { ...base, frequency: 0 } },
    );
    for (const answers of [measure, train]) {
      expect(answers[0].made.userErrors).toEqual([]);
      for (const answer of answers) expect(answer).toEqual(answers[0]);
    }
    expect(train[0].made.measurements).toHaveLength(3);
  });

  it('the demo that both load at once is there once', async () => {
    const facts: ModelFacts = {
      ...{ format: 'ONNX', inputShape: [1, 28, 28], inputLayout: 'NCHW', classCount: 10, parameterCount: 1 },
    };
    const load = (server: TestServer) => {
      const services: Services = { ...server.running.services, inspectModel: async () => ({ facts }) };
      return loadDemo(services, new AbortController().signal, 'whole');
    };
    await Promise.all([load(one), load(two)]);
    const { dataset, networks } = readDemo();
    const names = [dataset.name, ...networks.map(({ name }) => name)];
    const datasets = (await one.store.datasets.all()).map(({ name }) => name);
    expect(datasets.filter((name) => names.includes(name))).toEqual([dataset.name]);
    const measurements = await one.store.measurements.page({ first: 100 });
    const ofDemo = measurements.edges.filter(({ node }) => node.createdBy === 'demo');
    expect(ofDemo).toHaveLength(2 * networks.length + 3);
  }, 120_000);
});
