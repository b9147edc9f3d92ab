import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../../apps/server/src/testing/test-server.ts';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { median } from '../bench/median.ts';
import { until } from '../end-to-end/passband.ts';
import { chance } from './chance.ts';
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
import { largest, seconds } from './milliseconds.ts';
import { PHASES, startStruck, strikeAll } from './struck-worker.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/**
 * Workers are killed while they fetch files, evaluate and post, with the lease of production (a short one in the whole suite):
 * what they had begun is done by another, and every number is that of an undisturbed run.
 */

const LEASE_MS = isLong ? 30_000 : 2_500;
/** A lease that ran out is looked for every 2 s, and a worker that waits hears of it within a second. */
const GIVEN_AGAIN_MS = { dead: LEASE_MS + 4_000, alive: 4_000 };
/** Killed side by side, since each waits for its lease. */
const TOGETHER = 6;

describe.each(isLong ? databases : databases.slice(0, 1))('on %s, in mid-shard', (kind) => {
  const urls = useDatabaseUrls(kind);
  let server: TestServer;
  let input: SpectrumInput;
  let undisturbed: PathRows;
  let survivor: WatchedWorker;

  beforeAll(async () => {
    server = await startServer((await urls.next()) ?? null, { leaseMs: LEASE_MS });
    survivor = await startWatched(server.url);
    ({ input, undisturbed } = await undisturbedRun(server, 7));
  });
  afterAll(async () => {
    await survivor?.stop();
    await server?.remove();
  });

  /** When the survivor was given a shard after that; null where it was not. */
  const givenAgainMs = (shard: string | null, atMs: number): number[] => {
    const next = survivor.relay.claims().find((claim) => claim.shard === shard && claim.atMs > atMs);
    return next ? [next.atMs - atMs] : [];
  };

  /** Kills some workers at once, the first in the phase `first`. */
  async function killTogether(count: number, first: number): Promise<{ damage: Damage; givenMs: number[] }> {
    const victims = await Promise.all(
      Array.from({ length: count }, (_, k) =>
        startStruck(server.url, PHASES[(first + k) % PHASES.length] ?? 'evaluating', async ({ worker }) => {
          await worker.kill((first + k) % 3 === 0 ? 'worker' : 'both');
          return undefined;
        }),
      ),
    );
    const { ids, strikes } = await strikeAll(
      victims,
      () => startSpectrum(server, input),
      (started) => allSucceeded(server, started),
    );
    const damages = await Promise.all(ids.map(async (id) => damageTo(await rowsOf(server, id), undisturbed)));
    const twice = acceptedTwice([survivor.relay, ...victims.map(({ relay }) => relay)]);
    await Promise.all(victims.map((victim) => victim.stop()));
    return {
      damage: sumOf([...damages, { lost: 0, doubled: twice, changed: 0 }]),
      givenMs: strikes.flatMap(({ held, atMs }) => givenAgainMs(held, atMs)),
    };
  }

  test('a killed worker loses nothing and leaves nothing twice: another is given its shard when the lease is over', async () => {
    const kills = times({ long: 30, short: 4 });
    const damages: Damage[] = [];
    const givenMs: number[] = [];
    for (let first = 0; first < kills; first += TOGETHER) {
      const group = await killTogether(Math.min(TOGETHER, kills - first), first);
      damages.push(group.damage);
      givenMs.push(...group.givenMs);
    }
    report(`worker-killed-${kind}`, { kills, damage: sumOf(damages), givenMs, mostMs: GIVEN_AGAIN_MS.dead });
  }, 1_200_000);

  test('where its evaluating process alone is killed, the shard is given again within seconds', async () => {
    const wanted = times({ long: 20, short: 1 });
    const damages: Damage[] = [];
    const givenMs: number[] = [];
    let kills = 0;
    // A process that is between two shards, or whose result is on its way, takes no shard with it: another is killed. On a
    // quick machine most have come that far when it is seen that they evaluate.
    for (; givenMs.length < wanted && kills < wanted + 30; kills++) {
      const id = await startSpectrum(server, input);
      const child = await until('its shard is evaluated', async () =>
        survivor.relay.held() === null ? null : survivor.worker.evaluating(),
      );
      await wait(chance() * 300);
      const [held, atMs] = [survivor.relay.held(), performance.now()];
      process.kill(child, 'SIGKILL');
      await allSucceeded(server, [id]);
      givenMs.push(...givenAgainMs(held, atMs));
      damages.push(damageTo(await rowsOf(server, id), undisturbed));
    }
    damages.push({ lost: 0, doubled: acceptedTwice([survivor.relay]), changed: 0 });
    report(`evaluation-killed-${kind}`, { kills, damage: sumOf(damages), givenMs, mostMs: GIVEN_AGAIN_MS.alive });
  }, 600_000);
});

/** Times are held to in the long form, which has the machine to itself. */
function report(
  name: string,
  { kills, damage, givenMs, mostMs }: { kills: number; damage: Damage; givenMs: number[]; mostMs: number },
): void {
  const inTime = !isLong || largest(givenMs) <= mostMs;
  const figure = printed({
    name,
    value: totalOf(damage),
    unit: 'results lost, doubled or changed',
    goal: '0',
    holds: totalOf(damage) === 0 && inTime,
    times: kills,
    ...damage,
    givenAgain: givenMs.length,
    givenAgainMedianSeconds: seconds(median(givenMs)),
    givenAgainMostSeconds: seconds(largest(givenMs)),
    givenAgainGoalSeconds: isLong ? seconds(mostMs) : null,
  });
  expect(figure).toMatchObject({ holds: true });
  expect(givenMs.length).toBeGreaterThan(0);
}
