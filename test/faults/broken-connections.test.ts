import { xoshiro128 } from '@passband/spectrum';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { acceptedTwice, type Damage, damageTo, sumOf, totalOf } from './damage.ts';
import { isLong, printed, times } from './figure.ts';
import {
  allSucceeded,
  type PathRows,
  rowsOf,
  type SpectrumInput,
  startServer,
  startSpectrum,
  undisturbedRun,
} from './measured-server.ts';
import type { Passing, Treatment } from './relay.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/** Connections between workers and the server break: after a request arrived, and at random in the middle of whatever is sent. */

const LEASE_MS = isLong ? 30_000 : 2_500;
/** One request in so many is cut, in either direction. */
const ONE_IN = 5;
const CUTS = ['request', 'before answer', 'answer'] as const;

describe.each(isLong ? databases : databases.slice(0, 1))('on %s', (kind) => {
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
  afterAll(async () => {
    await server?.remove();
  });

  /** Measures with these workers, which it stops; what became of the numbers. */
  async function damageWith(workers: readonly WatchedWorker[], measurements: number): Promise<Damage> {
    const ids = await Promise.all(Array.from({ length: measurements }, () => startSpectrum(server, input)));
    await allSucceeded(server, ids, 600_000);
    const damages = await Promise.all(ids.map(async (id) => damageTo(await rowsOf(server, id), undisturbed)));
    const doubled = acceptedTwice(workers.map(({ relay }) => relay));
    await Promise.all(workers.map((worker) => worker.stop()));
    return sumOf([...damages, { lost: 0, doubled, changed: 0 }]);
  }

  test('a result whose answer is lost has one effect, and the worker goes on', async () => {
    const dropped = new Set<string>();
    const treat = ({ route }: Passing): Treatment | undefined => {
      if (!route.endsWith('/complete') || dropped.has(route)) return undefined;
      dropped.add(route);
      return { cut: 'before answer' };
    };
    const worker = await startWatched(server.url, treat);
    const damage = await damageWith([worker], times({ long: 10, short: 1 }));
    const figure = printed({
      name: `answer-lost-${kind}`,
      value: totalOf(damage),
      unit: 'results lost, doubled or changed',
      goal: '0',
      holds: totalOf(damage) === 0,
      times: dropped.size,
      ...damage,
    });
    expect(figure).toMatchObject({ holds: true });
  }, 600_000);

  test('two workers behind a proxy that breaks one connection in five give the numbers of an undisturbed run', async () => {
    let cuts = 0;
    const random = xoshiro128(`broken connections on ${kind}`);
    const treat = (): Treatment | undefined => {
      if (random.word() % ONE_IN !== 0) return undefined;
      cuts += 1;
      const cut = CUTS[random.word() % CUTS.length];
      return cut && { cut };
    };
    const workers = await Promise.all([startWatched(server.url, treat), startWatched(server.url, treat)]);
    const damage = await damageWith(workers, times({ long: 10, short: 2 }));
    const asked = workers.reduce((sum, { relay }) => sum + relay.passings.length, 0);
    const figure = printed({
      name: `broken-connections-${kind}`,
      value: totalOf(damage),
      unit: 'results lost, doubled or changed',
      goal: '0',
      holds: totalOf(damage) === 0,
      times: cuts,
      ...damage,
      requests: asked,
    });
    expect(figure).toMatchObject({ holds: true });
    expect(cuts).toBeGreaterThan(0);
  }, 900_000);
});
