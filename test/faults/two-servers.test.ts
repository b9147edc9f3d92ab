import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import { ask, root, temporaryFolder, until } from '../end-to-end/passband.ts';
import { WorkerProcess } from '../end-to-end/worker-process.ts';
import { done, uploaded } from './api.ts';
import { damageTo, totalOf } from './damage.ts';
import { printed } from './figure.ts';
import { type PathRows, rowsOf } from './measured-server.ts';
import { RoundRobin } from './round-robin.ts';
import { ServerProgram } from './server-program.ts';

const DEMO = path.join(root, 'packages/demo/data');

let postgres: PostgresServer | null = null;
let missing = '';
let data: Awaited<ReturnType<typeof temporaryFolder>>;
let balancer: RoundRobin;
const running: ServerProgram[] = [];
let worker: WorkerProcess | null = null;

beforeAll(async () => {
  data = await temporaryFolder();
  balancer = await RoundRobin.start();
  postgres = await startPostgres().catch((error: unknown) => {
    missing = String(error);
    console.warn(`tests on PostgreSQL are skipped: ${missing}`);
    return null;
  });
});
afterAll(async () => {
  await worker?.stop('SIGKILL');
  for (const server of running) await server.stop('SIGKILL');
  await balancer.close();
  await postgres?.stop();
  await data.remove();
});

async function startServer(name: string, databaseUrl: string): Promise<ServerProgram> {
  const { server } = await ServerProgram.start({ dataFolder: path.join(data.folder, name), databaseUrl });
  running.push(server);
  balancer.add(server.url);
  return server;
}

const RESULT = 'query ($id: ID!) { measurement(id: $id) { status imagesEvaluated error } }';
type Result = { status: string; imagesEvaluated: number; error: string | null };

/** What is measured of a network by whoever answers, with its paths; `during` is told of its id once it is under way. */
async function measured(
  input: Record<string, unknown>,
  askOf: () => string,
  during: (id: string) => Promise<void>,
): Promise<{ result: Result; rows: PathRows }> {
  const { measurement } = await done<{ measurement: { id: string } }>(
    ...([balancer.url, 'measurePathSpectrum', input, 'measurement { id }'] as const),
  );
  await during(measurement.id);
  const result = await until('the measurement has ended', async () => {
    const { measurement: now } = await ask<{ measurement: Result }>(askOf(), RESULT, { id: measurement.id });
    return ['QUEUED', 'RUNNING'].includes(now.status) ? null : now;
  });
  return { result, rows: await rowsOf({ url: askOf() }, measurement.id) };
}

/**
 * Follows all measurements over one server's event stream, from now on: one that is started later may be over before somebody asks.
 * Gives what waits until one of them has done some of its work, which on a busy machine may be all.
 */
async function following(server: ServerProgram): Promise<(id: string) => Promise<void>> {
  const response = await fetch(`${server.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { measurementChanged { id status progress { done } } }' }),
  });
  if (response.body === null) throw new Error('a stream has a body');
  const [reader, decoder] = [response.body.getReader(), new TextDecoder()];
  return async (id) => {
    let text = '';
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += decoder.decode(read.value, { stream: true });
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const change = /^data: \{.*"id":"([^"]+)","status":"\w+","progress":\{"done":(\d+)/.exec(line);
        if (change?.[1] === id && Number(change[2]) > 0) return;
      }
    }
    throw new Error('the stream ended before');
  };
}

it('one of two servers is killed in the middle of a measurement: nothing is lost, nothing is there twice, its numbers are those of one server', async ({
  skip,
}) => {
  if (postgres === null) return skip(missing);
  const databaseUrl = await postgres.createDatabase();
  const one = await startServer('one', databaseUrl);
  const two = await startServer('two', databaseUrl);
  // Each request goes to the other one: what is uploaded to one is registered on the next.
  const upload = async (file: string) =>
    uploaded(balancer.url, path.basename(file), await readFile(path.join(DEMO, file)));
  const { dataset } = await done<{ dataset: { id: string } }>(
    ...([
      balancer.url,
      'registerDataset',
      { name: 'images', upload: await upload('fashion-mnist-sample.npz') },
    ] as const),
    'dataset { id }',
  );
  const { model } = await done<{ model: { id: string } }>(
    ...([
      balancer.url,
      'registerModel',
      { name: 'net', upload: await upload('networks/baseline-seed-0.onnx') },
    ] as const),
    'model { id }',
  );
  worker = new WorkerProcess(balancer.url, { PASSBAND_WORKER_CACHE_DIR: path.join(data.folder, 'worker') });
  const input = { model: model.id, dataset: dataset.id, pairsPerGroup: 12, seed: 3 };
  const whole = await measured(
    input,
    () => two.url,
    async () => {},
  );
  expect(whole.result.status).toBe('SUCCEEDED');
  const heardOf = await following(two);
  const killed = await measured(
    { ...input, idempotencyKey: 'killed' },
    () => two.url,
    async (id) => {
      await heardOf(id);
      await one.stop('SIGKILL');
      // Some requests are refused until the balancer has noticed.
      await until('a request was refused', async () => ((await fetch(`${balancer.url}/healthz`)).ok ? null : true));
      balancer.remove(one.url);
    },
  );
  // What is stored of a shard that was posted twice would count its images twice.
  expect(killed.result).toEqual(whole.result);
  const damage = damageTo(killed.rows, whole.rows);
  const value = totalOf(damage);
  const figure = { name: 'one-of-two-servers-killed', value, unit: 'results lost, doubled or changed', goal: '0' };
  expect(printed({ ...figure, holds: value === 0, times: 1, ...damage })).toMatchObject({ holds: true });
}, 240_000);
