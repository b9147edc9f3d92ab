import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlobCache } from './blob-cache.ts';
import { EvaluationProcess, type Outcome } from './evaluation-process.ts';
import { ProtocolServer } from './protocol-server.fixture.ts';
import { ServerConnection } from './server-connection.ts';
import { Stopping } from './stop.ts';
import { work } from './work.ts';

const blob = createHash('sha256').update('blob').digest('hex');
const shard = (id: string) => ({
  id,
  lease: `lease of ${id}`,
  leaseSeconds: 30,
  measurementId: 'm',
  runtime: 'auto',
  shard: { method: 'EVALUATION', parameters: { seed: 0 }, firstRound: 0, roundCount: 1 },
  model: { sha256: blob },
  dataset: { canonicalSha256: blob },
  training: null,
});

/** Stands in for the child process: an outcome once it may end, or waits until it is cancelled. */
class FixedEvaluation extends EvaluationProcess {
  readonly #outcome: Outcome | 'waits';
  readonly #end: Promise<unknown>;
  constructor(outcome: Outcome | 'waits', end: Promise<unknown>) {
    super('not started');
    this.#outcome = outcome;
    this.#end = end;
  }
  override evaluate(_shard: unknown, signal: AbortSignal, onProgress: (imagesDone: number) => void): Promise<Outcome> {
    onProgress(500);
    const outcome = this.#outcome;
    if (outcome !== 'waits') return this.#end.then(() => outcome);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve({ kind: 'cancelled' })));
  }
}

/** What an evaluation waits for until a test lets it go on. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

let folder: string;
let server: ProtocolServer;
let stop: Stopping;
/** Of the clock that the stop goes by. */
let now: number;
let working: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-work-'));
  server = new ProtocolServer();
  await server.start();
  now = 0;
  stop = new Stopping(() => now);
  working = Promise.resolve();
});
afterEach(async () => {
  stop.now();
  await working.catch(() => {});
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** What the worker wrote to its log. */
let logged: { msg: string; error?: string }[];

interface Begun {
  /** When an evaluation that has an outcome may end. */
  end?: Promise<unknown>;
  slots?: number;
  refusedMs?: number;
  /** The worker's own folder. */
  own?: string;
  cache?: string;
}

function begin(
  outcome: Outcome | 'waits',
  { end = Promise.resolve(), slots = 1, refusedMs = 60_000, own = folder, cache = folder }: Begun = {},
): void {
  const connection = new ServerConnection(server.url, 'token', { refusedMs });
  logged = [];
  working = work(
    {
      identity: {
        id: 'w',
        host: 'here',
        runtimes: [{ name: 'onnx/cpu', available: true, device: 'cpu', reason: null }],
      },
      server: connection,
      blobs: new BlobCache(cache, 1e9, (sha256, signal) => connection.blob(sha256, signal)),
      evaluations: Array.from({ length: slots }, () => new FixedEvaluation(outcome, end)),
      folder: own,
      log: pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    },
    stop,
  );
}

describe('work', () => {
  test('claims with its name, runtimes and token', async () => {
    begin('waits');
    const { body, authorization } = await server.called(({ route }) => route === '/worker/claim');
    expect(body).toMatchObject({
      id: 'w',
      host: 'here',
      runtimes: [{ name: 'onnx/cpu', available: true }],
      imagesPerSecond: null,
    });
    expect(authorization).toBe('Bearer token');
  });

  test('asks at once whether it may join, then waits for shards', async () => {
    begin('waits');
    await server.called(({ route, body }) => route === '/worker/claim' && body.wait === true);
    expect(server.calls.map(({ body }) => body.wait).slice(0, 2)).toEqual([false, true]);
  });

  test('posts a result under the lease of its shard, once', async () => {
    server.shards = [shard('s1')];
    begin({ kind: 'result', result: 'encoded', kept: [] });
    const posted = await server.called(({ route }) => route === '/worker/shards/s1/complete');
    expect(posted.lease).toBe('lease of s1');
    expect(posted.body).toEqual({ text: 'encoded' });
    await server.called(({ route, body }) => route === '/worker/claim' && body.imagesPerSecond !== null);
    expect(server.calls.filter(({ route }) => route.endsWith('/complete'))).toHaveLength(1);
  });

  test('does shard after shard and tells its speed with the next claim', async () => {
    server.shards = [shard('s1'), shard('s2')];
    begin({ kind: 'result', result: 'encoded', kept: [] });
    await server.called(({ route }) => route === '/worker/shards/s2/complete');
    const claims = server.calls.filter(({ route }) => route === '/worker/claim');
    expect(claims[1]?.body.imagesPerSecond).toBeGreaterThan(0);
  });

  test('posts a result again while the server restarts', async () => {
    server.shards = [shard('s1')];
    server.unavailable = 2;
    begin({ kind: 'result', result: 'encoded', kept: [] });
    await server.called(({ route, body }) => route === '/worker/claim' && body.imagesPerSecond !== null);
    expect(server.calls.filter(({ route }) => route.endsWith('/complete'))).toHaveLength(3);
  });

  test('asked to stop while the server cannot take its result it ends all the same', async () => {
    server.shards = [shard('s1')];
    server.unavailable = Number.POSITIVE_INFINITY;
    begin({ kind: 'result', result: 'encoded', kept: [] });
    await server.called(({ route }) => route.endsWith('/complete'));
    stop.now();
    const started = Date.now();
    await working;
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('asked to stop while the server does not answer it ends all the same', async () => {
    server.shards = [shard('s1')];
    server.silent = /complete$/;
    begin({ kind: 'result', result: 'encoded', kept: [] });
    await server.called(({ route }) => route.endsWith('/complete'));
    stop.now();
    const started = Date.now();
    await working;
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('a heartbeat without an answer holds neither the result nor the next shard up', async () => {
    server.shards = [shard('s1'), shard('s2')];
    server.silent = /heartbeat$/;
    const heard = server.called(({ route }) => route === '/worker/shards/s1/heartbeat');
    begin({ kind: 'result', result: 'encoded', kept: [] }, { end: heard });
    await server.called(({ route }) => route === '/worker/shards/s2/complete');
  });

  test('a result that the server refuses is reported as a failed attempt', async () => {
    server.shards = [shard('s1')];
    server.completeStatus = 400;
    begin({ kind: 'result', result: 'nonsense', kept: [] });
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/fail');
    expect(body).toMatchObject({ again: true, released: false, error: expect.stringContaining('400') });
  });

  test.each(['complete', 'fail'])(
    'where /%s is answered with 500 for ever its shard is given up, and the next claimed',
    async (route) => {
      server.shards = [shard('s1'), shard('s2')];
      server.unavailable = Number.POSITIVE_INFINITY;
      server.unavailableStatus = 500;
      begin(
        route === 'fail'
          ? { kind: 'error', message: 'it crashed', again: true }
          : { kind: 'result', result: 'encoded', kept: [] },
        { refusedMs: 300 },
      );
      const posted = await server.called((call) => call.route === `/worker/shards/s1/fail`);
      if (route === 'complete')
        expect(posted.body).toMatchObject({ again: true, error: expect.stringContaining('500') });
      await server.called((call) => call.route === `/worker/shards/s2/${route}`);
      expect(logged).toContainEqual(
        expect.objectContaining({ msg: 'a shard could not be reported', error: expect.stringContaining('500') }),
      );
      expect(logged).not.toContainEqual(expect.objectContaining({ msg: 'the server could not be reached' }));
    },
  );

  test('a shard that this machine has no room for is given back as no attempt, its lease let go of, and the next claim waits', async () => {
    server.shards = [shard('s1'), shard('s2')];
    begin('waits', { own: path.join(folder, 'a folder that is not there') });
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/fail');
    expect(body).toMatchObject({ again: true, released: true, error: expect.stringContaining('ENOENT') });
    const givenBackMs = performance.now();
    await server.called(({ route }) => route === '/worker/shards/s2/fail');
    // Half of a second or more: of a second, jittered.
    expect(performance.now() - givenBackMs).toBeGreaterThan(400);
    expect(server.calls.filter(({ route }) => route === '/worker/shards/s1/heartbeat')).toEqual([]);
  });

  test('a cache without room is no fault of the shard', async () => {
    server.shards = [shard('s1')];
    await writeFile(path.join(folder, 'cache'), 'a file where the folder should be');
    begin('waits', { cache: path.join(folder, 'cache') });
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/fail');
    expect(body).toMatchObject({ again: true, released: true });
  });

  test('a message that is longer than the server takes is cut', async () => {
    server.shards = [shard('s1')];
    begin({ kind: 'error', message: 'x'.repeat(20_000), again: false });
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/fail');
    expect(body.error).toHaveLength(10_000);
  });

  test('reports an error with whether another attempt is worth it', async () => {
    server.shards = [shard('s1')];
    begin({ kind: 'error', message: 'the network gives NaN', again: false });
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/fail');
    expect(body).toEqual({ lease: 'lease of s1', error: 'the network gives NaN', again: false, released: false });
  });

  test('sends heartbeats with progress while a shard is evaluated', async () => {
    server.shards = [shard('s1')];
    begin('waits');
    const { body } = await server.called(({ route }) => route === '/worker/shards/s1/heartbeat');
    expect(body).toMatchObject({ lease: 'lease of s1', imagesDone: 500 });
  });

  test.each(['cancelled', 'lost'])('drops a shard that is %s, reports nothing and claims the next', async (state) => {
    server.shards = [shard('s1'), shard('s2')];
    server.heartbeatState = state;
    begin('waits');
    await server.called(({ route }) => route === '/worker/shards/s2/heartbeat');
    expect(server.calls.filter(({ route }) => /complete|fail/.test(route))).toEqual([]);
  });

  test('asked to stop it gives its shard back at once, as released', async () => {
    server.shards = [shard('s1')];
    begin('waits');
    await server.called(({ route }) => route.endsWith('/heartbeat'));
    stop.now();
    await working;
    expect(server.calls.at(-1)).toMatchObject({
      route: '/worker/shards/s1/fail',
      body: { again: true, released: true },
    });
  });

  test('asked to drain it posts the result of the shard under way and claims nothing more', async () => {
    server.shards = [shard('s1'), shard('s2')];
    const { opened, open } = gate();
    begin({ kind: 'result', result: 'encoded', kept: [] }, { end: opened });
    await server.called(({ route }) => route.endsWith('/heartbeat'));
    stop.drain(60);
    open();
    expect(logged.map(({ msg }) => msg)).toContainEqual(expect.stringMatching(/^claims no more shards/));
    await working;
    expect(server.calls.at(-1)?.route).toBe('/worker/shards/s1/complete');
    expect(server.shards).toHaveLength(1);
  });

  test.each([
    ['longer than it may, gives a shard back', 0.1, () => {}],
    [
      'again after more than a second, gives it back at once',
      60,
      () => {
        now += 1_001;
        stop.drain(60);
      },
    ],
  ])('asked to drain %s', async (_, seconds, then) => {
    server.shards = [shard('s1')];
    begin('waits');
    await server.called(({ route }) => route.endsWith('/heartbeat'));
    stop.drain(seconds);
    then();
    await working;
    expect(server.calls.at(-1)).toMatchObject({ route: '/worker/shards/s1/fail', body: { released: true } });
  });

  test('asked to drain twice within a second, by one who asks a whole group of processes, it was asked once', async () => {
    server.shards = [shard('s1')];
    const { opened, open } = gate();
    begin({ kind: 'result', result: 'encoded', kept: [] }, { end: opened });
    await server.called(({ route }) => route.endsWith('/heartbeat'));
    stop.drain(60);
    now += 900;
    stop.drain(60);
    open();
    await working;
    expect(server.calls.at(-1)?.route).toBe('/worker/shards/s1/complete');
  });

  test('does as many shards at a time as it has slots', async () => {
    server.shards = [shard('s1'), shard('s2'), shard('s3')];
    begin('waits', { slots: 2 });
    await server.called(({ route }) => route === '/worker/shards/s1/heartbeat');
    await server.called(({ route }) => route === '/worker/shards/s2/heartbeat');
    expect(server.shards.map(({ id }) => id)).toEqual(['s3']);
  });

  test('a result that cannot be posted is given up once its lease could be another’s', async () => {
    server.shards = [{ ...shard('s1'), leaseSeconds: 0.5 }, shard('s2')];
    server.silent = /s1/;
    begin({ kind: 'result', result: 'encoded', kept: [] });
    await server.called(({ route }) => route === '/worker/shards/s1/complete');
    await server.called(({ route }) => route === '/worker/shards/s2/complete');
  });

  test('files that cannot be fetched are worth another attempt', async () => {
    const missing = { ...shard('s1'), model: { sha256: 'f'.repeat(64) } };
    server.shards = [missing];
    begin('waits');
    const { body } = await server.called(({ route }) => route.endsWith('/fail'));
    expect(body).toMatchObject({ again: true, error: expect.stringContaining('arrived with other bytes') });
  });

  test('ends with the reason where its token is refused', async () => {
    server.claimStatus = 401;
    begin('waits');
    await expect(working).rejects.toThrow(
      /^PASSBAND_WORKER_TOKEN must be the server's; the server answered \/worker\/claim with 401: no \(request [\da-f-]+\)$/,
    );
  });

  test('ends with what a proxy answers in words of its own', async () => {
    Object.assign(server, { claimStatus: 403, claimAnswer: ['forbidden by the proxy'] });
    begin('waits');
    await expect(working).rejects.toThrow('with 403: ["forbidden by the proxy"] (request ');
  });

  test('goes on asking a server that cannot be reached yet', async () => {
    server.claimStatus = 500;
    begin('waits');
    await server.called(({ route }) => route === '/worker/claim');
    server.claimStatus = 200;
    server.shards = [shard('s1')];
    await server.called(({ route }) => route.endsWith('/heartbeat'));
  });

  test('makes a claim that was not answered again as the same one, and the next as another', async () => {
    server.claimStatus = 500;
    begin({ kind: 'result', result: 'encoded', kept: [] });
    const claims = () => server.calls.filter(({ route }) => route === '/worker/claim').map(({ body }) => body.claim);
    await server.called(() => claims().length >= 2);
    server.shards = [shard('s1')];
    server.claimStatus = 200;
    await server.called(({ route }) => route.endsWith('/complete'));
    const untilGiven = server.calls.slice(
      0,
      server.calls.findIndex(({ route }) => route !== '/worker/claim'),
    );
    expect(new Set(untilGiven.map(({ body }) => body.claim)).size).toBe(1);
    await server.called(() => new Set(claims()).size > 1);
  });
});
