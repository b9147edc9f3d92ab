import { readFile } from 'node:fs/promises';
import { DatabaseAway } from '@passband/store';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { analyticClassifier } from '../testing/analytic-classifier.ts';
import { datasetId, modelId, TestServer } from '../testing/test-server.ts';
import { TestWorker } from '../testing/test-worker.ts';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());

const metrics = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();

it('says what waits and runs, who works, and how long requests took, by route alone', async () => {
  const ids = { model: modelId(await server.model('net')), dataset: datasetId(await server.dataset('images')) };
  expect(await metrics()).toMatch(/^passband_queue_depth 0$/m);
  await server.query('mutation ($input: EvaluateModelInput!) { evaluateModel(input: $input) { measurement { id } } }', {
    input: ids,
  });
  expect(await metrics()).toMatch(/^passband_queue_depth 1$/m);
  await new TestWorker(server.url).claim();
  await fetch(`${server.url}/images/${ids.dataset}/0.png`).then((response) => response.arrayBuffer());
  const text = await metrics();
  expect(text).toMatch(/^passband_queue_depth 0$/m);
  expect(text).toMatch(/^passband_workers 1$/m);
  expect(text).toMatch(/^passband_shards_running 1$/m);
  expect(text).toMatch(/^passband_http_request_seconds_count\{route="images",method="GET",status="200"\} 1$/m);
  expect(text).toMatch(/^passband_http_request_seconds_count\{route="worker",method="POST",status="200"\} 1$/m);
  expect(text).not.toContain(ids.dataset);
  expect(text).toMatch(/^passband_process_resident_memory_bytes \d+$/m);
  expect(text).toMatch(/^passband_nodejs_eventloop_lag_p99_seconds /m);
});

/** Of these the names are prom-client's, and which there are depends on Node and the machine. */
const OF_NODE = /^passband_(process|nodejs)_/;

it('gives the metrics that docs/observability.md lists, with these labels and no others', async () => {
  await server.query('{ models { totalCount } }');
  await server.query('{ models { totalCount } datasets { id } }');
  const text = await metrics();
  const documented = await readFile(new URL('../../../../docs/observability.md', import.meta.url), 'utf8');
  const listed = [...documented.matchAll(/^\| `(passband_\w+)` \| (\w+) \| (.*?) \|/gm)].map(
    ([, name, type]) => `${name} ${type}`,
  );
  const given = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type]) => `${name} ${type}`);
  expect(given.filter((line) => !OF_NODE.test(line)).sort()).toEqual(
    listed.filter((line) => !OF_NODE.test(line)).sort(),
  );
  for (const name of listed.filter((line) => OF_NODE.test(line))) expect(given).toContain(name);
  expect(text).toMatch(/^passband_graphql_operation_seconds_count\{type="query",field="models",outcome="ok"\} 1$/m);
  expect(text).toMatch(/^passband_graphql_operation_seconds_count\{type="query",field="several",outcome="ok"\} 1$/m);
});

it('is told while the database is away, without what is stored there', async () => {
  vi.spyOn(server.store, 'state').mockRejectedValueOnce(new DatabaseAway('ECONNREFUSED'));
  const away = await metrics();
  expect(away).toMatch(/^passband_database_up 0$/m);
  expect(away).toMatch(/^passband_process_resident_memory_bytes \d+$/m);
  expect(away).not.toMatch(/^passband_queue_depth \d/m);
  expect(await metrics()).toMatch(/^passband_database_up 1$/m);
});

it('counts event streams while they are open', async () => {
  const over = new AbortController();
  const stream = await fetch(`${server.url}/graphql/stream`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, signal: over.signal },
    body: JSON.stringify({ query: 'subscription { measurementChanged { id } }' }),
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  expect(await metrics()).toMatch(/^passband_event_streams 1$/m);
  over.abort();
  await expect.poll(metrics).toMatch(/^passband_event_streams 0$/m);
});

it('counts what is stored, what fails and what ends, and says how long the oldest shard has waited', async () => {
  const ids = { model: modelId(await server.model('counted')), dataset: datasetId(await server.dataset('counted')) };
  await server.measured('evaluateModel', ids, analyticClassifier(3));
  // Told once it is stored, which is what was waited for.
  await expect.poll(metrics).toContain('passband_measurements_over_total{');
  const text = await metrics();
  const count = (line: string) => Number(new RegExp(`^${line} (\\S+)$`, 'm').exec(text)?.[1]);
  expect(count('passband_results_stored_total\\{method="EVALUATION"\\}')).toBeGreaterThan(0);
  expect(count('passband_images_evaluated_total\\{method="EVALUATION"\\}')).toBe(24);
  expect(count('passband_measurements_over_total\\{method="EVALUATION",status="SUCCEEDED"\\}')).toBe(1);
  expect(count('passband_blobs_bytes')).toBeGreaterThan(0);
  expect(count('passband_queue_oldest_seconds')).toBeGreaterThanOrEqual(0);
});
