import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OwnPostgres, startOwnPostgres } from '../../packages/store/src/testing/postgres-server.ts';
import { median } from '../bench/median.ts';
import { temporaryFolder, until } from '../end-to-end/passband.ts';
import { printed, times } from './figure.ts';
import { Ledger } from './ledger.ts';
import { Looking, orphanFiles } from './looking.ts';
import { largest } from './milliseconds.ts';
import { ServerProgram } from './server-program.ts';
import { registerMeasured, struckWhileWriting } from './struck-writers.ts';
import { Writers } from './writers.ts';

/** PostgreSQL's postmaster is killed under a server that is written to, and started again: the server is not. */

const CYCLES = times({ long: 30, short: 1 });

/** What a client hears meanwhile, over GraphQL or as the status of another route. */
const AWAY = /the database does not answer now: try again soon|\b503\b/;

let postgres: OwnPostgres | null = null;
let missing = '';
let data: Awaited<ReturnType<typeof temporaryFolder>>;
let server: ServerProgram | null = null;

beforeAll(async () => {
  data = await temporaryFolder();
  postgres = await startOwnPostgres({ durable: true }).catch((error: unknown) => {
    missing = String(error);
    console.warn(`a database that is killed is not tried: ${missing}`);
    return null;
  });
});
afterAll(async () => {
  await server?.stop('SIGKILL');
  await postgres?.stop();
  await data.remove();
});

/** How a server answers whose database is away. */
async function answersWhileAway(url: string): Promise<Record<string, number | string>> {
  const graphql = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ models { totalCount } }' }),
  });
  const { errors = [] } = (await graphql.json()) as { errors?: { extensions: { code: string } }[] };
  const statusOf = async (route: string) => (await fetch(url + route)).status;
  return {
    graphql: errors[0]?.extensions.code ?? 'none',
    blobs: await statusOf(`/blobs/${'0'.repeat(64)}`),
    readyz: await statusOf('/readyz'),
    healthz: await statusOf('/healthz'),
  };
}

it('a server whose PostgreSQL is killed says so, loses nothing that it acknowledged, and goes on by itself', async ({
  skip,
}) => {
  if (postgres === null) return skip(missing);
  const { killed } = postgres;
  const place = { dataFolder: data.folder, databaseUrl: await postgres.createDatabase() };
  ({ server } = await ServerProgram.start({ ...place, env: { PASSBAND_LOG_LEVEL: 'silent' } }));
  const { url } = server;
  const ledger = new Ledger();
  const writers = new Writers(ledger, await registerMeasured(url));
  const answers = new Set<string>();

  /** Kills, looks how the server answers, starts again: how long the server took from then on, in milliseconds. */
  async function killedWhileWriting(): Promise<number> {
    let noticed: () => void = () => {};
    const allNoticed = new Promise<void>((resolve) => {
      noticed = resolve;
    });
    const back: Promise<void>[] = [];
    await struckWhileWriting(url, writers, {
      strike: () =>
        void back.push(
          killed(async () => {
            await allNoticed;
            answers.add(JSON.stringify(await answersWhileAway(url)));
          }),
        ),
    });
    noticed();
    await Promise.all(back);
    const backMs = performance.now();
    await until('the server is ready again', async () => ((await fetch(`${url}/readyz`)).ok ? true : null));
    return performance.now() - backMs;
  }

  const wrong: string[] = [];
  const readyMs: number[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    readyMs.push(await killedWhileWriting());
    wrong.push(...(await new Looking(url, writers.shards).wrong(ledger, 'unseen')));
    await expect.poll(() => orphanFiles(url, data.folder), { timeout: 60_000 }).toEqual([]);
  }
  wrong.push(...(await new Looking(url, writers.shards).wrong(ledger, 'all')));
  const figure = printed({
    name: 'database-killed: acknowledged lost or half there',
    ...{ value: wrong.length, unit: 'writes', goal: '0', times: CYCLES },
    holds: wrong.length === 0 && !server.hasEnded,
    acknowledged: ledger.acknowledgements,
    readyMedianMs: Math.round(median(readyMs)),
    readyLargestMs: Math.round(largest(readyMs)),
  });
  expect({ wrong, said: server.said }).toEqual({ wrong: [], said: '' });
  expect([...answers].map((answer) => JSON.parse(answer))).toEqual([
    { graphql: 'UNAVAILABLE', blobs: 503, readyz: 503, healthz: 200 },
  ]);
  expect([...writers.heard].filter((message) => !AWAY.test(message))).toEqual([]);
  expect(writers.heard.size).toBeGreaterThan(0);
  expect(figure).toMatchObject({ holds: true });
}, 3_600_000);
