import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, useDatabaseUrls } from '../../packages/store/src/testing/database-urls.ts';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { median } from '../bench/median.ts';
import { ask, temporaryFolder, until } from '../end-to-end/passband.ts';
import type { Asked } from '../end-to-end/upload.ts';
import { chance } from './chance.ts';
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
import { type ServerPlace, ServerProgram } from './server-program.ts';
import { WorkerProgram } from './worker-program.ts';

/**
 * A server is stopped or killed under twenty workers, which evaluate for it, and started again. In the long form only: twenty
 * programs need a minute to begin.
 */

const WORKERS = 20;
const RESTARTS = 10;
const MEASUREMENTS_A_RESTART = 4;

describe.skipIf(!isLong).each(databases)('on %s, a server with twenty workers', (kind) => {
  const urls = useDatabaseUrls(kind);
  let data: Awaited<ReturnType<typeof temporaryFolder>>;
  let place: ServerPlace;
  let server: ServerProgram;
  let asked: Asked;
  const workers: WorkerProgram[] = [];
  let input: SpectrumInput;
  let undisturbed: PathRows;
  let images: number;

  beforeAll(async () => {
    data = await temporaryFolder();
    const env = { PASSBAND_PORT: String(await freePort()) };
    place = { dataFolder: data.folder, databaseUrl: await urls.next(), env };
    ({ server } = await ServerProgram.start(place));
    const { url } = server;
    asked = { url, query: (query, variables) => ask(url, query, variables) };
    workers.push(await WorkerProgram.start(url));
    // So many pairs that a restart finds work.
    const run = await undisturbedRun(asked, 30);
    ({ input, undisturbed } = run);
    images = await imagesOf([run.id]);
    while (workers.length < WORKERS) workers.push(await WorkerProgram.start(url));
    await until('twenty workers are there', async () => ((await workersThere()) === WORKERS ? true : null));
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await server?.stop('SIGTERM');
    await data?.remove();
  });

  const workersThere = async (): Promise<number> =>
    (await asked.query<{ server: { workers: unknown[] } }>('{ server { workers { id } } }')).server.workers.length;

  /** Images of which results are stored. */
  async function imagesOf(ids: readonly string[]): Promise<number> {
    const counts = ids.map(async (id) => {
      const query = 'query ($id: ID!) { measurement(id: $id) { imagesEvaluated } }';
      return (await asked.query<{ measurement: { imagesEvaluated: number } }>(query, { id })).measurement
        .imagesEvaluated;
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  /** Waits until results are stored beyond those that are there, if any are left to come. */
  async function workGoesOn(ids: readonly string[]): Promise<void> {
    const before = await imagesOf(ids);
    if (before >= ids.length * images) return;
    await until('a result is stored', async () => ((await imagesOf(ids)) > before ? true : null));
  }

  /** Ends the server and starts it again; how long it took from then on until a result was stored, in milliseconds. */
  async function restarted(signal: NodeJS.Signals, ids: readonly string[]): Promise<number> {
    const atMs = performance.now();
    await server.stop(signal);
    ({ server } = await ServerProgram.start(place));
    await workGoesOn(ids);
    return performance.now() - atMs;
  }

  test('that is restarted again and again loses no result, doubles none and fails no measurement', async () => {
    const ids: string[] = [];
    const goneOnMs: number[] = [];
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      for (let k = 0; k < MEASUREMENTS_A_RESTART; k += 1) ids.push(await startSpectrum(asked, input));
      await workGoesOn(ids);
      await wait(chance() * 1_000);
      goneOnMs.push(await restarted(restart % 2 === 0 ? 'SIGTERM' : 'SIGKILL', ids));
    }
    await allSucceeded(asked, ids, 600_000);
    const damages: Damage[] = [];
    for (const id of ids) damages.push(damageTo(await rowsOf(asked, id), undisturbed));
    const damage = sumOf(damages);
    // A shard whose result was accepted twice would count its images twice.
    const imagesTwice = (await imagesOf(ids)) - ids.length * images;
    const ended = workers.filter((worker) => worker.hasEnded).length;
    const figure = printed({
      name: `server-restarted-${kind}`,
      value: totalOf(damage) + imagesTwice + ended,
      unit: 'results lost, doubled or changed, and workers that ended',
      goal: '0',
      holds: totalOf(damage) + imagesTwice + ended === 0,
      times: RESTARTS,
      ...damage,
      ...{ imagesTwice, workersEnded: ended, workers: await workersThere(), measurements: ids.length },
      goesOnMedianSeconds: seconds(median(goneOnMs)),
      goesOnMostSeconds: seconds(largest(goneOnMs)),
    });
    expect(figure).toMatchObject({ holds: true, workers: WORKERS });
  }, 1_800_000);
});
