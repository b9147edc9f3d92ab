import { afterAll, beforeAll, expect, it } from 'vitest';
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
