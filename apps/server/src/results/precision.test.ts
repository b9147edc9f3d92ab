import { canonicalJson, type PathScope } from '@passband/engine';
import type { DatasetRow, ModelRow } from '@passband/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../graphql/global-id.ts';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { TestServer } from '../testing/test-server.ts';
import { type Claimed, TestWorker } from '../testing/test-worker.ts';

const CAP = 28;
const SCOPES: PathScope[] = ['WITHIN_CLASS', 'BETWEEN_CLASS'];
const classifier = analyticClassifier(3, 6);

let server: TestServer;
let model: ModelRow;
let dataset: DatasetRow;

beforeAll(async () => {
  server = await TestServer.start();
  [model, dataset] = [await server.model('net'), await server.dataset('images')];
});
afterAll(() => server.remove());

/** Starts a path spectrum of at most 28 pairs a group; its store id. */
async function start(precision?: number): Promise<string> {
  const parameters = {
    ...{
      path: 'LINEAR',
      scopes: SCOPES,
      pairsPerGroup: CAP,
      classes: null,
      classPairs: null,
      step: 0.5,
      samples: null,
    },
    ...{ curvesPerGroup: 0, seed: 0, ...(precision !== undefined && { precision }) },
  };
  const { measurement } = await server.store.measurements.start({
    ...{ method: 'PATH_SPECTRUM', modelId: model.id, datasetId: dataset.id, seed: 0, runtimeAsked: 'auto' },
    ...{ passbandVersion: '0.1.0', priority: 0, idempotencyKey: null, createdBy: null, warnings: [] },
    ...{ parameters: canonicalJson(parameters), roundsTotal: CAP, imagesTotal: 10_000, imagesExpected: null },
    scopes: precision === undefined ? null : SCOPES,
  });
  return measurement.id;
}

const results = async (id: string) => {
  const scoped = (
    scope: string,
  ) => `${scope}: rounds(scope: ${scope}) { round pathCount highFrequencyFraction { mean lower upper } }
    ${scope}_all: highFrequencyFraction(scope: ${scope}, estimator: MIRRORED) { mean lower upper count }`;
  const { data, errors } = await server.graphql(
    `query ($id: ID!) { m: measurement(id: $id) { status warnings imagesEvaluated progress { done total } ... on PathSpectrumMeasurement {
      precision excludedPaths ${SCOPES.map(scoped).join(' ')}
      groups { scope classA { index } classB { index } pathCount highFrequencyFraction { mean } consistentDistance { mean } }
      spectra(bins: 9) { scope pathCount magnitude lower upper }
      paths(first: 100) { totalCount edges { node { imageA { index } imageB { index } samples } } } } } }`,
    { id: globalId('measurement', id) },
  );
  expect(errors).toBeUndefined();
  return data.m;
};

interface Mean {
  highFrequencyFraction: { lower: number | null; upper: number | null };
}
const half = ({ highFrequencyFraction: { lower, upper } }: Mean): number =>
  lower === null || upper === null ? Infinity : (upper - lower) / 2;
const stopIn = (rounds: Mean[], precision: number): number =>
  1 + rounds.findIndex((_, k) => k >= 7 && rounds.slice(k - 3, k + 1).every((round) => half(round) <= precision));

async function finish(order: Claimed, worker: TestWorker): Promise<string> {
  return (await worker.complete(order, await worker.evaluate(order, classifier))).state;
}

/** Three workers hold a shard each, and the last to begin is the first to end. */
async function workInReverse(): Promise<void> {
  const workers = [1, 2, 3].map(() => new TestWorker(server.url));
  for (;;) {
    const held: [Claimed, TestWorker][] = [];
    for (const worker of workers) {
      const order = await worker.claim();
      if (order) held.push([order, worker]);
    }
    if (held.length === 0) return;
    for (const [order, worker] of held.reverse()) expect(await finish(order, worker)).toMatch(/live|cancelled/);
  }
}

describe('a path spectrum under precision', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what a query gives is what the test says it is.
  let fixed: any;
  let precision: number;

  beforeAll(async () => {
    const id = await start();
    await new TestWorker(server.url).workAll(classifier);
    await server.succeeded(id);
    fixed = await results(id);
    precision = 1.0001 * Math.max(half(fixed.WITHIN_CLASS[17]), half(fixed.BETWEEN_CLASS[11]));
  });

  it('keeps of each scope the rounds up to its stop, the same as a fixed run has them', async () => {
    const id = await start(precision);
    await new TestWorker(server.url).workAll(classifier);
    await server.succeeded(id);
    const precise = await results(id);
    for (const scope of SCOPES) {
      const stop = stopIn(fixed[scope], precision);
      expect(stop).toBeGreaterThanOrEqual(8);
      expect(stop).toBeLessThan(CAP);
      expect(precise[scope]).toEqual(fixed[scope].slice(0, stop));
      expect(precise[`${scope}_all`].count).toBe(fixed[scope][stop - 1].pathCount);
    }
    expect(precise.warnings).toEqual([]);
    expect(precise.imagesEvaluated).toBeLessThan(fixed.imagesEvaluated);
    expect(precise.progress).toEqual({ done: precise.imagesEvaluated, total: precise.imagesEvaluated });
  });

  it('gives the same with one worker and with three, whose shards come in in any order', async () => {
    const one = await start(precision);
    await new TestWorker(server.url).workAll(classifier);
    await server.succeeded(one);
    const three = await start(precision);
    await workInReverse();
    await server.succeeded(three);
    expect(await results(three)).toEqual(await results(one));
  });

  it('orders no more of a scope that stopped, and expects less from then on', async () => {
    const id = await start(precision);
    const worker = new TestWorker(server.url);
    const stops = new Map(SCOPES.map((scope) => [scope, stopIn(fixed[scope], precision)]));
    for (;;) {
      const order = await worker.claim();
      if (!order) break;
      const { parameters, firstRound } = order.shard;
      const asked = 'scopes' in parameters ? parameters.scopes : [];
      expect(asked).toEqual(SCOPES.filter((scope) => (stops.get(scope) ?? 0) > firstRound));
      await finish(order, worker);
      const [row] = await server.store.measurements.byIds([id]);
      if (firstRound > 5) expect(row?.imagesExpected).toBeLessThan(10_000);
    }
    await server.succeeded(id);
    const [row] = await server.store.measurements.byIds([id]);
    expect(row).toMatchObject({ withinRounds: stops.get('WITHIN_CLASS'), betweenRounds: stops.get('BETWEEN_CLASS') });
  });

  it('is looked at after each of its shards; a measurement of a fixed number of rounds never is', async () => {
    const looked = async (wanted?: number): Promise<number> => {
      const id = await start(wanted);
      const worker = new TestWorker(server.url);
      const order = await worker.claim();
      if (!order) throw new Error('a shard waits');
      const result = await worker.evaluate(order, classifier);
      server.statements.length = 0;
      expect(await worker.complete(order, result)).toMatchObject({ state: 'live' });
      const statements = server.statements.filter((text) => text.includes('select first_round as from'));
      await server.store.measurements.cancel(id);
      return statements.length;
    };
    expect(await looked()).toBe(0);
    expect(await looked(precision)).toBeGreaterThan(0);
  });

  it('says so where the cap came first', async () => {
    const id = await start(half(fixed.WITHIN_CLASS[27]) / 2);
    await new TestWorker(server.url).workAll(classifier);
    await server.succeeded(id);
    const { warnings, WITHIN_CLASS } = await results(id);
    expect(WITHIN_CLASS).toEqual(fixed.WITHIN_CLASS);
    expect(warnings[0]).toMatch(
      /^precision was not reached at the cap of 28 paths a group: .*within class it is 0\.\d+/,
    );
  });
});
