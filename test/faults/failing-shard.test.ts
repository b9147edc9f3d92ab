import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { TooLate, until } from '../end-to-end/passband.ts';
import { registerModel } from '../end-to-end/registered.ts';
import { damageTo } from './damage.ts';
import { isLong, printed } from './figure.ts';
import { writeHungryNetwork } from './hungry-network.ts';
import {
  allSucceeded,
  measurementNow,
  type Registered,
  registerDemo,
  rowsOf,
  startServer,
  startSpectrum,
} from './measured-server.ts';
import { seconds } from './milliseconds.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/**
 * Shards whose evaluation crashes at every attempt, while others are measured; and one that takes too much memory. In the long form
 * only: the whole suite has no time to wait for attempts.
 */

/** Before the second and the third attempt, with the second within which a waiting worker hears of it. */
const DELAYS_MS = [
  [1_000, 3_000],
  [4_000, 6_000],
] as const;
const MEMORY_BYTES = 700e6;
/** One shard, which takes a second or so. */
const ONE_ROUND = { pairsPerGroup: 1, classes: [0, 1, 2], step: 0.02 };

let server: TestServer;
let registered: Registered;
let watched: WatchedWorker;

beforeAll(async () => {
  if (!isLong) return;
  server = await startServer(null);
  registered = await registerDemo(server);
  watched = await startWatched(server.url, undefined, { PASSBAND_EVALUATION_MEMORY_BYTES: String(MEMORY_BYTES) });
});
afterAll(async () => {
  await watched?.stop();
  await server?.remove();
});

/** Attempts at a measurement of one shard, with the delays between a failure and the next claim. */
function attemptsAt(measurement: string): { attempts: number; delaysMs: number[] } {
  const claims = watched.relay.claims().filter((claim) => `measurement-${claim.measurementId}` === measurement);
  const delaysMs = claims.slice(1).map(({ shard, atMs }) => {
    const failure = watched.relay.failed().findLast((report) => report.shard === shard && report.atMs < atMs);
    return atMs - (failure?.atMs ?? Number.NaN);
  });
  return { attempts: claims.length, delaysMs };
}

async function failed(id: string): Promise<string> {
  const { error } = await until('the measurement fails', async () => {
    const now = await measurementNow(server, id);
    if (now.status === 'SUCCEEDED') throw new TooLate('it succeeded');
    return now.status === 'FAILED' ? now : null;
  });
  return error ?? '';
}

async function hungry(name: string, shape: [number, number]): Promise<Registered> {
  const file = path.join(server.folder, `${name}.onnx`);
  await writeHungryNetwork(file, shape);
  const { model, userErrors } = await registerModel(server, name, file);
  if (!model) throw new Error(JSON.stringify(userErrors));
  return { ...registered, model: model.id };
}

/** Has the process that evaluates crash at each attempt at a measurement of one shard, and at no other's; its error. */
async function crashEveryAttempt(id: string): Promise<string> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const shard = await until(`attempt ${attempt} begins`, async () =>
      attemptsAt(id).attempts === attempt ? watched.relay.held() : null,
    );
    const before = watched.relay.failed().length;
    await until('its process is there, and crashes', async () => {
      if (watched.relay.held() === shard) await watched.worker.kill('child', 'SIGSEGV');
      return watched.relay.failed().length > before ? true : null;
    });
  }
  return failed(id);
}

const inTime = (delaysMs: readonly number[]): boolean =>
  DELAYS_MS.every(([least, most], k) => {
    const delay = delaysMs[k] ?? 0;
    return delay >= least && delay <= most;
  });

describe.skipIf(!isLong)('a shard whose evaluation crashes at every attempt', () => {
  test('is tried three times, after one and four seconds, and can be retried when it no longer does', async () => {
    const undisturbed = await startSpectrum(server, { ...registered, ...ONE_ROUND });
    await allSucceeded(server, [undisturbed]);
    const whole = await rowsOf(server, undisturbed);
    const crashed = 10;
    for (let k = 0; k < crashed; k++) {
      const id = await startSpectrum(server, { ...registered, ...ONE_ROUND });
      expect(await crashEveryAttempt(id)).toBe('round 0: the process that evaluated it ended (SIGSEGV)');
      const { attempts, delaysMs } = attemptsAt(id);
      const figure = printed({
        name: 'failing-shard',
        value: attempts,
        unit: 'attempts',
        goal: '3',
        holds: attempts === 3 && inTime(delaysMs),
        times: 1,
        firstDelaySeconds: seconds(delaysMs[0] ?? Number.NaN),
        secondDelaySeconds: seconds(delaysMs[1] ?? Number.NaN),
      });
      expect(figure).toMatchObject({ holds: true });
      const { retryMeasurement } = await server.query(
        'mutation ($input: RetryMeasurementInput!) { retryMeasurement(input: $input) { userErrors { message } } }',
        { input: { id } },
      );
      expect(retryMeasurement.userErrors).toEqual([]);
      await allSucceeded(server, [id]);
      expect(damageTo(await rowsOf(server, id), whole)).toEqual({ lost: 0, doubled: 0, changed: 0 });
    }
  }, 600_000);

  test('keeps others waiting for no longer than its attempts take', async () => {
    const spent = async (beside: () => Promise<unknown>) => {
      const startedMs = performance.now();
      const id = await startSpectrum(server, { ...registered, pairsPerGroup: 40 });
      const others = allSucceeded(server, [id]).then(() => performance.now() - startedMs);
      await beside();
      return others;
    };
    const alone = await spent(async () => {});
    const beside = await spent(async () =>
      crashEveryAttempt(await startSpectrum(server, { ...registered, ...ONE_ROUND })),
    );
    const figure = printed({
      name: 'failing-beside-others',
      value: seconds(beside - alone),
      unit: 's that another measurement ends later',
      goal: '<= 10',
      holds: beside - alone <= 10_000,
      times: 1,
      aloneSeconds: seconds(alone),
    });
    expect(figure).toMatchObject({ holds: true });
  }, 600_000);
});

test.runIf(isLong)(
  'a network that cannot be evaluated fails at the first attempt: another would not help',
  async () => {
    const impossible = await hungry('needs more memory than there is', [2 ** 31, 2 ** 20]);
    const id = await startSpectrum(server, { ...impossible, pairsPerGroup: 1 });
    expect(await failed(id)).toMatch(/Failed to allocate memory/);
    expect(attemptsAt(id).attempts).toBe(1);
  },
);

test.runIf(isLong && process.platform === 'linux')(
  'a network that takes more memory than it may fails at once, with a sentence, and the worker goes on',
  async () => {
    const large = await hungry('takes a gibibyte', [2 ** 14, 2 ** 14]);
    const id = await startSpectrum(server, { ...large, pairsPerGroup: 2 });
    expect(await failed(id)).toMatch(/PASSBAND_EVALUATION_MEMORY_BYTES.*it took more/);
    expect(attemptsAt(id).attempts).toBe(1);
    await allSucceeded(server, [await startSpectrum(server, { ...registered, pairsPerGroup: 1 })]);
  },
);
