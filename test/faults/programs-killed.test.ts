import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { median } from '../bench/median.ts';
import { descendants, lives, Passband, temporaryFolder, until } from '../end-to-end/passband.ts';
import { type Damage, damageTo, sumOf, totalOf } from './damage.ts';
import { isLong, printed } from './figure.ts';
import {
  allSucceeded,
  type PathRows,
  rowsOf,
  type SpectrumInput,
  startSpectrum,
  undisturbedRun,
} from './measured-server.ts';
import { largest, seconds } from './milliseconds.ts';

/**
 * What `npm start` runs is killed, one program after another and all at once, again and again while measurements are started. In the
 * whole suite the tests of the demo do it once each.
 */

const CYCLES = 20;
const PROGRAMS = {
  worker: /worker\/dist\/main\.js/,
  server: /server\/dist\/main\.js/,
  dashboard: /dashboard\/server\.mjs/,
} as const;
const VICTIMS = ['worker', 'server', 'dashboard', 'all'] as const;
type Victim = (typeof VICTIMS)[number];
const PAGE_MS = 30_000;

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let place: { port: number; dataFolder: string; demo: boolean };
let passband: Passband;
let input: SpectrumInput;
let undisturbed: PathRows;

beforeAll(async () => {
  if (!isLong) return;
  data = await temporaryFolder();
  place = { port: await freePort(), dataFolder: data.folder, demo: false };
  passband = await Passband.start(place);
  ({ input, undisturbed } = await undisturbedRun(passband, 7));
});
afterAll(async () => {
  await passband?.stop();
  await data?.remove();
});

/** Kills, and waits until a page answers that is served by what was started in its place; how long that took. */
async function pageAgainMs(victim: Victim): Promise<number> {
  const programs = await descendants(passband.pid);
  const killedMs = performance.now();
  if (victim === 'all') {
    const ended = passband.stop('SIGKILL');
    for (const { pid } of programs) kill(pid);
    await ended;
    await until('every program is gone', async () => (programs.some(({ pid }) => lives(pid)) ? null : true));
    passband = await Passband.start(place);
  } else {
    const found = programs.find(({ command }) => PROGRAMS[victim].test(command));
    if (!found) throw new Error(`no ${victim} among the processes`);
    kill(found.pid);
    await until(`another ${victim} runs`, async () =>
      (await descendants(passband.pid)).find(({ pid, command }) => pid !== found.pid && PROGRAMS[victim].test(command)),
    );
  }
  await until('a page answers', async () => ((await fetch(`${passband.url}/models`)).ok ? true : null));
  return performance.now() - killedMs;
}

/** One that has ended by itself since it was looked at need not be killed. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

/** Starts a measurement, again where the server is killed before it acknowledges. */
const acknowledged = (): Promise<string> =>
  until('a measurement is acknowledged', () => startSpectrum(passband, input), 60_000);

test.runIf(isLong)(
  'every acknowledged measurement ends with the numbers of an undisturbed one, and pages come back',
  async () => {
    const ids: string[] = [];
    const pageMs: Record<Victim, number[]> = { worker: [], server: [], dashboard: [], all: [] };
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const victim = VICTIMS[cycle % VICTIMS.length] ?? 'all';
      ids.push(await acknowledged());
      pageMs[victim].push(await pageAgainMs(victim));
    }
    await allSucceeded(passband, ids, 300_000);
    const damages: Damage[] = [];
    for (const id of ids) damages.push(damageTo(await rowsOf(passband, id), undisturbed));
    const damage = sumOf(damages);
    const most = largest(Object.values(pageMs).flat());
    const figure = printed({
      name: 'programs-killed',
      value: totalOf(damage),
      unit: 'results lost, doubled or changed',
      goal: '0',
      holds: totalOf(damage) === 0 && most <= PAGE_MS,
      times: CYCLES,
      ...damage,
      acknowledged: ids.length,
      ...Object.fromEntries(
        Object.entries(pageMs).flatMap(([victim, ms]) => [
          [`${victim}PageMedianSeconds`, seconds(median(ms))],
          [`${victim}PageMostSeconds`, seconds(largest(ms))],
        ]),
      ),
    });
    expect(figure).toMatchObject({ holds: true });
  },
  900_000,
);
