import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '../../packages/store/src/index.ts';
import { until } from '../end-to-end/passband.ts';
import { withBareServer } from './bare-server.ts';
import { HeldShard } from './held-shard.ts';
import { type Bench, type Row, rounded } from './row.ts';
import { waitingSpectra } from './served-data.ts';
import { residentMegabytes } from './server-metrics.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SUBSCRIBERS = 1_000;
const EVENTS = 10;
/** Slower than the four changes a second that a stream tells. */
const BETWEEN_MS = 500;
const QUERY = 'subscription ($id: ID) { measurementChanged(id: $id) { id status progress { done total } } }';

/** A thousand readers of one running measurement's changes, and how long after it was told each change reached each. */
export const subscribers: Bench = {
  rows: ['subscribers-1000'],
  run: () =>
    inTemporaryFolder(async (dataFolder) => {
      const store = await openStore({ dataFolder });
      const [id = ''] = await waitingSpectra(store, 1);
      await store.close();
      return [await withBareServer(dataFolder, (url) => measured(url, id))];
    }),
};

async function measured(url: string, id: string): Promise<Row> {
  const shard = await HeldShard.claim(url);
  const before = await residentMegabytes(url);
  const told = new Map<number, number>();
  const latencies: number[] = [];
  const agent = new Agent({ maxSockets: SUBSCRIBERS, keepAlive: false });
  let open = 0;
  const close = await subscribed(url, id, agent, (done) => {
    const at = told.get(done);
    if (at === undefined) open++;
    else latencies.push(performance.now() - at);
  });
  await until('every subscriber has the snapshot', async () => (open >= SUBSCRIBERS ? true : null));
  for (let k = 1; k <= EVENTS; k++) {
    told.set(k, performance.now());
    await shard.tell(k);
    await wait(BETWEEN_MS);
  }
  const all = SUBSCRIBERS * EVENTS;
  await until('every change has reached everybody', async () => (latencies.length >= all ? true : null), 15_000).catch(
    () => {},
  );
  const after = await residentMegabytes(url);
  close();
  return rowOf(latencies, { startMegabytes: before, endMegabytes: after });
}

function rowOf(latencies: readonly number[], memory: Record<string, number>): Row {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number): number => rounded(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN);
  const all = SUBSCRIBERS * EVENTS;
  return {
    ...{
      name: 'subscribers-1000',
      value: at(0.99),
      unit: 'ms',
      goal: `${all} delivered`,
      holds: sorted.length === all,
    },
    ...{ delivered: sorted.length, p50: at(0.5), p99: at(0.99), subscribers: SUBSCRIBERS, events: EVENTS, ...memory },
  };
}

/** Opens them all, and calls `heard` with the progress of each change of each; the returned function closes them. */
async function subscribed(url: string, id: string, agent: Agent, heard: (done: number) => void): Promise<() => void> {
  const body = JSON.stringify({ query: QUERY, variables: { id } });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  for (let k = 0; k < SUBSCRIBERS; k++) {
    // A state that is told twice is one.
    const known = new Set<number>();
    const asked = request(`${url}/graphql/stream`, { method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const done = Number(/"done":(\d+)/.exec(block)?.[1] ?? Number.NaN);
          if (!Number.isNaN(done) && !known.has(done)) heard(done);
          known.add(done);
        }
      });
      response.on('error', () => {});
    });
    asked.on('error', () => {}).end(body);
  }
  return () => agent.destroy();
}
