import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '../../packages/store/src/index.ts';
import { withBareServer } from './bare-server.ts';
import { HeldShard } from './held-shard.ts';
import { type Bench, type Row, rounded } from './row.ts';
import { waitingSpectra } from './served-data.ts';
import { residentMegabytes } from './server-metrics.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const MEASUREMENTS = 20;
const WARM_SECONDS = 15;
const SECONDS = 90;
const MOST_MEGABYTES = 50;
/** About 9 kB a change. */
const CLASSES = 200;
const QUERY =
  'subscription { measurementChanged { id progress { done } dataset { classes { index name imageCount } } } }';

/** Somebody who asks for the changes of twenty running measurements and never reads one. */
export const stuckReader: Bench = {
  rows: ['stuck-reader'],
  run: () =>
    inTemporaryFolder(async (dataFolder) => {
      const store = await openStore({ dataFolder });
      await waitingSpectra(store, MEASUREMENTS, CLASSES);
      await store.close();
      return [await withBareServer(dataFolder, measured)];
    }),
};

async function measured(url: string): Promise<Row> {
  const shards: HeldShard[] = [];
  for (let k = 0; k < MEASUREMENTS; k++) shards.push(await HeldShard.claim(url));
  // What the changes themselves take is taken before.
  await tellAll(shards, WARM_SECONDS, async () => false);
  const before = await residentMegabytes(url);
  const reader = await stuck(url);
  let dropped: number | null = null;
  let peak = before;
  const started = performance.now();
  reader.on('error', () => (dropped ??= (performance.now() - started) / 1000));
  await tellAll(shards, SECONDS, async () => {
    // Lines before a request say nothing, but to a connection that is gone.
    reader.write('\r\n');
    peak = Math.max(peak, await residentMegabytes(url));
    return dropped !== null;
  });
  reader.destroy();
  const growth = peak - before;
  return {
    ...{ name: 'stuck-reader', value: growth, unit: 'MB', goal: `<= ${MOST_MEGABYTES} and dropped` },
    holds: growth <= MOST_MEGABYTES && dropped !== null,
    ...{ droppedAfterSeconds: dropped === null ? null : rounded(dropped), startMegabytes: before, peakMegabytes: peak },
  };
}

/** Progress of every shard, four times a second, for so long or until `isOver`, which is asked each second. */
async function tellAll(shards: readonly HeldShard[], seconds: number, isOver: () => Promise<boolean>): Promise<void> {
  for (let k = 1; k <= 4 * seconds; k++) {
    await Promise.all([...shards.map((shard) => shard.tell(k)), wait(250)]);
    if (k % 4 === 0 && (await isOver())) return;
  }
}

/** A connection with a subscription on it, from which nothing is read. */
async function stuck(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.pause();
  const body = JSON.stringify({ query: QUERY });
  const head = `Host: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
  socket.write(`POST /graphql/stream HTTP/1.1\r\n${head}\r\n\r\n${body}`);
  return socket;
}
