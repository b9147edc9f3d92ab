import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { median } from '../bench/median.ts';
import { until } from '../end-to-end/passband.ts';
import { chance } from './chance.ts';
import { damageTo } from './damage.ts';
import { isLong, printed } from './figure.ts';
import {
  allSucceeded,
  measurementNow,
  type Registered,
  registerDemo,
  rowsOf,
  startServer,
  startSpectrum,
  startTraining,
} from './measured-server.ts';
import { largest, seconds } from './milliseconds.ts';
import type { Passing, Treatment } from './relay.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/**
 * Measurements are cancelled while their shard is evaluated, trained, or its files are fetched. A worker asks for more work when its
 * evaluating process has answered or ended, which is what the time is taken to.
 */

/** A heartbeat every half second brings the word, and the process looks at it after a batch; it is killed after two seconds. */
const MOST_MS = 3_000;
const CANCELS = 20;

let server: TestServer;
let registered: Registered;
let worker: WatchedWorker;
/** Holds blobs back in the middle until it is called. */
let holdsBlobs = false;
let letGo: () => void = () => {};

beforeAll(async () => {
  if (!isLong) return;
  server = await startServer(null);
  registered = await registerDemo(server);
  worker = await startWatched(server.url, treat);
});
afterAll(async () => {
  letGo();
  await worker?.stop();
  await server?.remove();
});

function treat({ route }: Passing): Treatment | undefined {
  if (!holdsBlobs || !route.startsWith('/blobs/')) return undefined;
  return {
    inAnswer: () =>
      new Promise<void>((resolve) => {
        letGo = resolve;
      }),
  };
}

/** Cancels, and waits until the worker asks for more than it was given; how long after the mutation's answer. */
async function cancelledMs(id: string, { relay } = worker): Promise<number> {
  const sentMs = performance.now();
  const { cancelMeasurement } = await server.query(
    'mutation ($input: CancelMeasurementInput!) { cancelMeasurement(input: $input) { measurement { status } userErrors { message } } }',
    { input: { id } },
  );
  const answeredMs = performance.now();
  expect(cancelMeasurement).toEqual({ measurement: { status: 'CANCELLED' }, userErrors: [] });
  const asked = await until('the worker asks for more', async () => {
    const givenMs = relay.claims().at(-1)?.atMs ?? 0;
    return relay.lastAskedMs > Math.max(sentMs, givenMs) ? relay.lastAskedMs : null;
  });
  // It may hear of it before the answer is here.
  return Math.max(0, asked - answeredMs);
}

/** Waits until the server was told of images that are done of this measurement's shard. */
const evaluates = (id: string, images: number) =>
  until('its shard is evaluated', async () => {
    const { measurement } = await server.query('query ($id: ID!) { measurement(id: $id) { progress { done } } }', {
      id,
    });
    return measurement.progress.done > images ? true : null;
  });

function report(name: string, milliseconds: readonly number[], details: Record<string, number> = {}): void {
  const most = largest(milliseconds);
  const figure = printed({
    name,
    value: seconds(most),
    unit: 's until nothing works on it, at most',
    goal: `<= ${MOST_MS / 1000}`,
    holds: most <= MOST_MS,
    times: milliseconds.length,
    medianSeconds: seconds(median(milliseconds)),
    ...details,
  });
  expect(figure).toMatchObject({ holds: true });
  expect(milliseconds).toHaveLength(CANCELS);
}

// In the long form only: the whole suite has no time for three kinds of measurement that are begun and cancelled.
describe.skipIf(!isLong)('a cancelled measurement', () => {
  test('is no longer evaluated soon after, and keeps its finished rounds as they are', async () => {
    const whole = await startSpectrum(server, { ...registered, pairsPerGroup: 7 });
    await allSucceeded(server, [whole]);
    const undisturbed = await rowsOf(server, whole);
    const taken: number[] = [];
    let kept = 0;
    for (let k = 0; k < CANCELS; k++) {
      const id = await startSpectrum(server, { ...registered, pairsPerGroup: 500 });
      await evaluates(id, 0);
      await until('a round is stored', async () => ((await rowsOf(server, id)).length > 0 ? true : null));
      await wait(chance() * 1_000);
      taken.push(await cancelledMs(id));
      expect(await measurementNow(server, id)).toMatchObject({ status: 'CANCELLED', partial: true });
      const rows = await rowsOf(server, id);
      const rounds = Math.min(7, 1 + Math.max(...rows.map(({ round }) => round ?? 0)));
      const [here, there] = [rows, undisturbed].map((all) => all.filter(({ round }) => (round ?? 0) < rounds));
      expect(damageTo(here ?? [], there ?? [])).toEqual({ lost: 0, doubled: 0, changed: 0 });
      kept += rows.length;
    }
    await isIdle();
    report('cancel-evaluating', taken, { keptPaths: kept });
  }, 600_000);

  test('is no longer fetched for', async () => {
    const taken: number[] = [];
    for (let k = 0; k < CANCELS; k++) {
      holdsBlobs = true;
      const fetching = await startWatched(server.url, treat);
      await worker.worker.signalAll('SIGSTOP');
      const id = await startSpectrum(server, { ...registered, pairsPerGroup: 7 });
      await until('a file is on its way', async () =>
        fetching.relay.passings.some(({ route, status }) => route.startsWith('/blobs/') && status === 200)
          ? true
          : null,
      );
      taken.push(await cancelledMs(id, fetching));
      holdsBlobs = false;
      letGo();
      await fetching.stop();
      await worker.worker.signalAll('SIGCONT');
    }
    report('cancel-fetching', taken);
  }, 600_000);

  test('is no longer trained', async () => {
    const taken: number[] = [];
    for (let k = 0; k < CANCELS; k++) {
      const id = await startTraining(server, { dataset: registered.dataset, epochs: 50, trainSize: 2_000 });
      await evaluates(id, 0);
      taken.push(await cancelledMs(id));
    }
    await isIdle();
    report('cancel-training', taken);
  }, 600_000);
});

/** The evaluating process takes no processor time any more; looked at where there is a /proc. */
async function isIdle(): Promise<void> {
  const child = await worker.worker.evaluating();
  if (child === null) return;
  const ticks = async () => {
    const fields = (await readFile(`/proc/${child}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  };
  let before = await ticks();
  await until('the evaluating process is idle', async () => {
    await wait(400);
    const now = await ticks();
    const isStill = now - before <= 2;
    before = now;
    return isStill ? true : null;
  });
}
