import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { until } from '../end-to-end/passband.ts';
import { acceptedTwice, type Damage, damageTo, sumOf, totalOf } from './damage.ts';
import { isLong, printed } from './figure.ts';
import {
  allSucceeded,
  type PathRows,
  rowsOf,
  type SpectrumInput,
  startServer,
  startSpectrum,
  undisturbedRun,
} from './measured-server.ts';
import { startStruck, strikeAll } from './struck-worker.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/**
 * Workers are stopped (as a machine that sleeps is) while they evaluate, or with their result on its way, for longer than their lease,
 * and go on when another has done their shard.
 */

const LEASE_MS = 30_000;
const TOGETHER = 5;

// In the long form only: the whole suite has no time for leases that run out.
describe.skipIf(!isLong).each(databases)('on %s, workers that are stopped for longer than their lease', (kind) => {
  const urls = useDatabaseUrls(kind);
  let server: TestServer;
  let input: SpectrumInput;
  let undisturbed: PathRows;

  beforeAll(async () => {
    server = await startServer((await urls.next()) ?? null, { leaseMs: LEASE_MS });
    const worker = await startWatched(server.url);
    ({ input, undisturbed } = await undisturbedRun(server, 7));
    await worker.stop();
  });
  afterAll(() => server?.remove());

  /** When that shard's result was taken from the other worker. */
  const takenFrom = (other: WatchedWorker, shard: string) =>
    until('the other worker does the shard', async () => {
      const taken = other.relay.posted().find((post) => post.shard === shard && post.state === 'live');
      return taken ? taken.atMs : null;
    });

  test('have no stale result accepted, and go on with new work', async () => {
    const stops = 10;
    const damages: Damage[] = [];
    let stale = 0;
    let wentOn = 0;
    for (let first = 0; first < stops; first += TOGETHER) {
      const other = await startWatched(server.url);
      const stopped = await Promise.all(
        Array.from({ length: Math.min(TOGETHER, stops - first) }, (_, k) =>
          startStruck(server.url, k % 2 === 0 ? 'evaluating' : 'posting', async ({ worker }, held) => {
            await worker.signalAll('SIGSTOP');
            // A result on its way arrives when it is stale.
            return held === null || k % 2 === 0 ? undefined : () => takenFrom(other, held);
          }),
        ),
      );
      const { ids, strikes } = await strikeAll(
        stopped,
        () => startSpectrum(server, input),
        (started) => allSucceeded(server, started),
      );
      for (const { worker } of stopped) await worker.signalAll('SIGCONT');
      const goneOnMs = performance.now();
      // They ask for more once they have let go of what they had.
      await until('every one asks for work again', async () =>
        stopped.every(({ relay }) => relay.lastAskedMs > goneOnMs) ? true : null,
      );
      // By themselves, so that what is done now is done by them.
      await other.stop();
      const hasGoneOn = ({ relay }: WatchedWorker) =>
        relay.posted().some(({ atMs, state }) => atMs > goneOnMs && state === 'live');
      await until('every one has done new work', async () => {
        const more = await Promise.all(stopped.map(() => startSpectrum(server, input)));
        await allSucceeded(server, more);
        ids.push(...more);
        return stopped.every(hasGoneOn) ? true : null;
      });
      wentOn += stopped.length;
      // What was on its way when it was stopped is accepted as long as the lease lasts.
      for (const [k, { held, atMs: stoppedMs }] of strikes.entries())
        stale += (stopped[k]?.relay.posted() ?? []).filter(
          ({ shard, state, atMs }) => shard === held && state === 'live' && atMs > stoppedMs + LEASE_MS,
        ).length;
      for (const id of ids) damages.push(damageTo(await rowsOf(server, id), undisturbed));
      damages.push({ lost: 0, doubled: acceptedTwice([other, ...stopped].map(({ relay }) => relay)), changed: 0 });
      await Promise.all(stopped.map((worker) => worker.stop()));
    }
    const damage = sumOf(damages);
    const figure = printed({
      name: `worker-stopped-${kind}`,
      value: stale,
      unit: 'stale results accepted',
      goal: '0',
      holds: stale === 0 && totalOf(damage) === 0 && wentOn === stops,
      times: stops,
      ...damage,
      wentOn,
      leaseSeconds: LEASE_MS / 1000,
    });
    expect(figure).toMatchObject({ holds: true });
  }, 1_200_000);
});
