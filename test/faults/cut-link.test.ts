import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, subscriptionExchange } from '@urql/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { forwardSubscription } from '../../apps/dashboard/src/api/stream.ts';
import { until } from '../end-to-end/passband.ts';
import { damageTo, totalOf } from './damage.ts';
import { isLong, printed } from './figure.ts';
import { HostedServer, WORKER_TOKEN } from './hosted-server.ts';
import {
  allSucceeded,
  type PathRows,
  rowsOf,
  type SpectrumInput,
  startServer,
  startSpectrum,
  undisturbedRun,
} from './measured-server.ts';
import { seconds } from './milliseconds.ts';
import { Network } from './network.ts';
import { startWatched } from './watched-worker.ts';
import { WorkerProgram } from './worker-program.ts';

/**
 * The server and two workers as hosts of their own, whose network is cut and healed: a cable that is pulled, packets that vanish
 * without a word to either end, for less and for more than the lease of 30 s.
 */

const missing = Network.missing();
if (missing !== null) console.warn(`tests of a cut network are skipped: ${missing}`);

const SHORT_MS = isLong ? 5_000 : 2_000;
const LONG_MS = 45_000;
/** A subscriber gives a line up that has been silent for so long, and then asks every 15 s. */
const SILENT_MS = 60_000;
/** Enough to be still measured when the network is cut. */
const PAIRS = isLong ? 60 : 20;
const HOSTS = ['server', 'one', 'other'] as const;

interface Cut {
  cut(): void;
  heal(): void;
  /** Workers that are cut off. */
  hosts: readonly string[];
  ms: number;
  /** Settles when it is time to cut. */
  middle?(measurement: string): Promise<unknown>;
}

interface WorkersNow {
  server: { workers: { id: string; lastSeenAt: string }[] };
}

describe.skipIf(missing !== null)('hosts whose network is cut and healed', () => {
  let network: Network;
  let server: HostedServer;
  let folder: { remove(): Promise<void> };
  let input: SpectrumInput;
  let undisturbed: PathRows;
  const workers: { host: 'one' | 'other'; program: WorkerProgram; id: string }[] = [];

  beforeAll(async () => {
    // Registered and measured undisturbed where nothing is cut, on the folder that the server then runs on.
    const before = await startServer(null);
    const worker = await startWatched(before.url);
    ({ input, undisturbed } = await undisturbedRun(before, PAIRS));
    await worker.stop();
    await before.stop();
    folder = before;

    network = Network.make(HOSTS);
    server = await HostedServer.start(before.folder, { address: network.address('server'), on: network.on('server') });
    for (const host of ['one', 'other'] as const) workers.push(await startOn(host));
  });
  afterAll(async () => {
    for (const { program } of workers) await program.stop();
    await server?.stop();
    network?.remove();
    await folder?.remove();
  });

  async function lastSeen(): Promise<Map<string, number>> {
    const { server: now } = await server.query<WorkersNow>('{ server { workers { id lastSeenAt } } }');
    return new Map(now.workers.map(({ id, lastSeenAt }) => [id, Date.parse(lastSeenAt)]));
  }

  async function startOn(host: 'one' | 'other') {
    const known = new Set((await lastSeen()).keys());
    const env = { PASSBAND_WORKER_TOKEN: WORKER_TOKEN };
    const program = await WorkerProgram.start(server.url, { env, on: network.on(host) });
    const id = await until(`the worker on ${host} joins`, async () =>
      [...(await lastSeen()).keys()].find((each) => !known.has(each)),
    );
    return { host, program, id };
  }

  /** Waits until some of a measurement is done, so that the cut is in its middle. */
  const begun = (id: string) =>
    until('the measurement is under way', async () => {
      const { measurement } = await server.query<{ measurement: { progress: { done: number } } }>(
        'query ($id: ID!) { measurement(id: $id) { progress { done } } }',
        { id },
      );
      return measurement.progress.done > 0 ? true : null;
    });

  const finishedMs = async (id: string): Promise<number> => {
    const { measurement } = await server.query<{ measurement: { finishedAt: string } }>(
      'query ($id: ID!) { measurement(id: $id) { finishedAt } }',
      { id },
    );
    return Date.parse(measurement.finishedAt);
  };

  /** Waits until the server has heard from every cut worker after `sinceMs`; how long after. */
  const heardMs = async (hosts: readonly string[], sinceMs: number): Promise<number> => {
    const cut = workers.filter(({ host }) => hosts.includes(host));
    const heard = await until('the server hears from the workers again', async () => {
      const seen = await lastSeen();
      const times = cut.map(({ id }) => seen.get(id) ?? 0);
      return times.every((time) => time > sinceMs) ? Math.max(...times) : null;
    });
    return heard - sinceMs;
  };

  /** Cuts in the middle of a measurement and heals; what became of the numbers, and when work went on. */
  async function cutAndHeal(name: string, { cut, heal, hosts, ms, middle = begun }: Cut): Promise<void> {
    const id = await startSpectrum(server, input);
    await middle(id);
    const cutMs = Date.now();
    cut();
    await wait(ms);
    heal();
    const onMs = await heardMs(hosts, Date.now());
    await allSucceeded(server, [id]);
    // Else nothing was cut off from anything.
    expect(await finishedMs(id)).toBeGreaterThan(cutMs);
    const damage = damageTo(await rowsOf(server, id), undisturbed);
    const figure = printed({
      name,
      value: totalOf(damage),
      unit: 'results lost, doubled or changed',
      goal: '0',
      holds: totalOf(damage) === 0,
      times: 1,
      ...damage,
      cutSeconds: seconds(ms),
      goesOnSeconds: seconds(onMs),
    });
    expect(figure).toMatchObject({ holds: true });
  }

  const silence = (hosts: readonly ('one' | 'other' | 'server')[]) => ({
    cut() {
      for (const host of hosts) network.silence(host);
    },
    heal() {
      for (const host of hosts) network.heal(host);
    },
  });

  test('the server is out of reach of all for seconds: work goes on, nothing is lost', async () => {
    await cutAndHeal('cut-server', { ...silence(['server']), hosts: ['one', 'other'], ms: SHORT_MS });
  }, 240_000);

  test('the cable of a worker is pulled and put back: work goes on, nothing is lost', async () => {
    const cable = { cut: () => network.unplug('one'), heal: () => network.plug('one') };
    await cutAndHeal('cut-cable', { ...cable, hosts: ['one'], ms: SHORT_MS });
  }, 240_000);

  test.runIf(isLong)(
    'a worker is cut off for longer than its lease: another does its shard, and it comes back',
    async () => {
      await cutAndHeal('cut-worker-past-lease', { ...silence(['one']), hosts: ['one'], ms: LONG_MS });
    },
    400_000,
  );

  test.runIf(isLong)(
    'all workers are cut off for longer than their lease, and come back',
    async () => {
      await cutAndHeal('cut-all-past-lease', { ...silence(['one', 'other']), hosts: ['one', 'other'], ms: LONG_MS });
    },
    400_000,
  );

  test.runIf(isLong)(
    'a file is cut off in the middle of its way to a worker, which goes on with it',
    async () => {
      network.slow('one', '2mbit');
      const [old] = workers.splice(0, 1);
      await old?.program.stop();
      const fresh = await startOn('one');
      workers.unshift(fresh);
      const files = () => readdir(fresh.program.cacheFolder);
      const isOnItsWay = (name: string) => name.endsWith('.part');
      await cutAndHeal('cut-file', {
        ...silence(['one']),
        hosts: ['one'],
        ms: SHORT_MS,
        middle: () => until('a file is on its way', async () => (await files()).find(isOnItsWay)),
      });
      await until('both files are there', async () => {
        const names = await files();
        return names.length >= 2 && !names.some(isOnItsWay) ? true : null;
      });
    },
    400_000,
  );

  test.runIf(isLong)(
    'a subscriber is cut off: the server lets go of it, and it comes back to a snapshot',
    async () => {
      network.set('server', 'net/ipv4/tcp_retries2', 5);
      const real = globalThis.fetch;
      const toServer: typeof fetch = (route, init) =>
        real(new URL(String(route), server.url), {
          ...init,
          headers: { ...init?.headers, authorization: `Bearer ${server.token}` },
        });
      const id = await startSpectrum(server, { ...input, pairsPerGroup: 2_000 });
      vi.stubGlobal('fetch', toServer);
      const heard: number[] = [];
      const client = new Client({
        url: `${server.url}/graphql`,
        preferGetMethod: false,
        exchanges: [subscriptionExchange({ forwardSubscription })],
      });
      const subscription = client
        .subscription('subscription ($id: ID) { measurementChanged(id: $id) { id status } }', { id })
        .subscribe(({ data, error }) => {
          if (error) throw error;
          if (data) heard.push(Date.now());
        });
      await until('it hears of the measurement', async () => heard[0]);
      const connected = await connectionsFrom(network.address(null));
      expect(connected).toBeGreaterThan(0);
      network.silence(null);
      await wait(SILENT_MS);
      const left = await connectionsFrom(network.address(null));
      network.heal(null);
      const healed = Date.now();
      const back = await until('it hears again', async () => heard.find((time) => time > healed));
      subscription.unsubscribe();
      vi.unstubAllGlobals();
      const figure = printed({
        name: 'cut-subscriber',
        value: left,
        unit: 'connections of the lost subscriber that the server still holds',
        goal: '0',
        holds: left === 0,
        times: 1,
        cutSeconds: seconds(SILENT_MS),
        snapshotSeconds: seconds(back - healed),
      });
      expect(figure).toMatchObject({ holds: true });
      await server.query(
        'mutation ($input: CancelMeasurementInput!) { cancelMeasurement(input: $input) { measurement { id } } }',
        { input: { id } },
      );
    },
    400_000,
  );

  /** Connections that the server's host holds with an address. */
  async function connectionsFrom(address: string): Promise<number> {
    const reversed = address.split('.').reverse();
    const hex = reversed
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
    const lines = (await readFile(`/proc/${server.pid}/net/tcp`, 'utf8')).split('\n').slice(1);
    const ESTABLISHED = '01';
    return lines.filter((line) => {
      const [, , remote, state] = line.trim().split(/\s+/);
      return state === ESTABLISHED && remote?.startsWith(`${hex}:`);
    }).length;
  }
});
