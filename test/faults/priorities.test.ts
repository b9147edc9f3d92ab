import { describe, expect, test } from 'vitest';
import type { Store } from '../../packages/store/src/index.ts';
import { databases, useStore } from '../../packages/store/src/testing/databases.ts';
import { newDataset, newMeasurement, newModel, resultOf, tryClaim } from '../../packages/store/src/testing/rows.ts';
import { isLong, printed, times } from './figure.ts';
import { type Waiting, WaitingTimes } from './waiting-times.ts';

const MEASUREMENTS = times({ long: 10_000, short: 150 });
/** So many of them are started while others are worked off. */
const STARTED_LATE = MEASUREMENTS / 10;
const STARTED_AT_ONCE = 50;
const WORKERS = 8;
const PRIORITIES = 5;
/** Shards of 1 and 2 rounds, and what is left. */
const ROUNDS = [1, 3, 7];
const MINUTES = 60_000;

/** A measurement and its claims, in the order of its shards: when each was asked for and when it was answered. */
interface Served {
  priority: number;
  rounds: number;
  startedMs: number;
  claims: { number: number; askedMs: number; answeredMs: number }[];
  roundsDone: number;
}

describe.each(isLong ? databases : databases.slice(1))(
  'measurements of mixed priority and many workers on %s',
  (kind) => {
    const opened = useStore(kind);

    test(
      'nothing of a higher priority waits while another gets a shard, equal ones take turns, and all are done',
      async () => {
        const { store } = opened;
        const served = new Map<string, Served>();
        const start = await starter(store, served);
        await start(MEASUREMENTS - STARTED_LATE);
        const began = performance.now();
        const late = { isOver: false };
        const starting = start(STARTED_LATE).finally(() => {
          late.isOver = true;
        });
        const milliseconds = await workedOff(store, served, late);
        await starting;
        const seconds = (performance.now() - began) / 1000;
        const all = [...served.values()];
        const overtaken = countOvertaken(all);
        const outOfTurn = countOutOfTurn(all);
        const undone = all.filter(({ rounds, roundsDone }) => rounds !== roundsDone).length;
        const sorted = milliseconds.sort((a, b) => a - b);
        const at = (share: number) => Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toPrecision(3));
        printed({
          ...{ name: `priorities-${kind}`, value: overtaken + outOfTurn + undone, unit: 'faults', goal: '0' },
          ...{ holds: overtaken + outOfTurn + undone === 0, times: MEASUREMENTS, overtaken, outOfTurn, undone },
          ...{ workers: WORKERS, claims: sorted.length, claimsPerSecond: Math.round(sorted.length / seconds) },
          ...{ claimP50Ms: at(0.5), claimP99Ms: at(0.99) },
        });
        expect({ overtaken, outOfTurn, undone }).toEqual({ overtaken: 0, outOfTurn: 0, undone: 0 });
        expect(await store.queue.depth()).toBe(0);
      },
      40 * MINUTES,
    );
  },
);

test('a waiting time that covers another is found, one that only touches it is not', () => {
  const waiting = new WaitingTimes([
    { fromMs: 1, untilMs: 5 },
    { fromMs: 3, untilMs: 9 },
  ]);
  expect(waiting.cover({ fromMs: 4, untilMs: 8 })).toBe(true);
  expect(waiting.cover({ fromMs: 2, untilMs: 8 })).toBe(false);
  expect(waiting.cover({ fromMs: 4, untilMs: 9 })).toBe(false);
});

/** Starts measurements whose priorities and numbers of rounds are mixed. */
async function starter(store: Store, served: Map<string, Served>): Promise<(count: number) => Promise<void>> {
  const of = { model: await store.models.insert(newModel()), dataset: await store.datasets.insert(newDataset()) };
  return async (count) => {
    for (let left = count; left > 0; left -= STARTED_AT_ONCE) {
      const some = Array.from({ length: Math.min(left, STARTED_AT_ONCE) }, (_, k) =>
        newMeasurement(of, {
          ...{ priority: (7 * (k + left)) % PRIORITIES, roundsTotal: ROUNDS[(k + left) % ROUNDS.length] ?? 1 },
          imagesTotal: 7,
        }),
      );
      const rows = await store.measurements.startAll(some, () => {});
      const startedMs = performance.now();
      for (const { id, priority, roundsTotal: rounds } of rows)
        served.set(id, { priority, rounds, startedMs, claims: [], roundsDone: 0 });
    }
  };
}

/** Claims and results of all workers at once, as fast as they can, until nothing is left. How long each claim took. */
async function workedOff(store: Store, served: Map<string, Served>, late: { isOver: boolean }): Promise<number[]> {
  const milliseconds: number[] = [];
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, k) => {
      for (;;) {
        const wasOver = late.isOver;
        const askedMs = performance.now();
        const order = await tryClaim(store, { id: `worker-${k}` });
        if (order === null && wasOver) return;
        if (order === null) continue;
        const answeredMs = performance.now();
        milliseconds.push(answeredMs - askedMs);
        const of = await startedOne(served, order.measurementId);
        of.claims.push({ number: order.shard.firstRound, askedMs, answeredMs });
        if ((await store.queue.complete(order.id, order.lease, resultOf(order))) === 'live')
          of.roundsDone += order.shard.roundCount;
      }
    }),
  );
  return milliseconds;
}

/** A measurement may be claimed before whoever started it has heard of it. */
async function startedOne(served: ReadonlyMap<string, Served>, id: string): Promise<Served> {
  for (;;) {
    const of = served.get(id);
    if (of) return of;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const inOrder = ({ claims }: Served) => [...claims].sort((a, b) => a.number - b.number);

/** When its shards waited for sure: a claim makes the ticket of the next. */
function waitingOf(one: Served): Waiting[] {
  const claims = inOrder(one);
  return claims.map(({ askedMs }, k) => ({ fromMs: claims[k - 1]?.answeredMs ?? one.startedMs, untilMs: askedMs }));
}

function waitingWith(all: readonly Served[], suits: (priority: number) => boolean): WaitingTimes {
  return new WaitingTimes(all.filter(({ priority }) => suits(priority)).flatMap(waitingOf));
}

/** Claims during which a shard of a higher priority waited all the time. */
function countOvertaken(all: readonly Served[]): number {
  return countByPriority(
    all,
    (other, mine) => other > mine,
    ({ claims }) => claims.map(({ askedMs, answeredMs }) => ({ fromMs: askedMs, untilMs: answeredMs })),
  );
}

/** Times from one claim of a measurement to the end of its next during which another of the same priority waited all the time. */
function countOutOfTurn(all: readonly Served[]): number {
  const turns = (one: Served): Waiting[] => {
    const claims = inOrder(one);
    return claims.slice(1).map(({ answeredMs }, k) => ({ fromMs: claims[k]?.askedMs ?? 0, untilMs: answeredMs }));
  };
  return countByPriority(all, (other, mine) => other === mine, turns);
}

function countByPriority(
  all: readonly Served[],
  suits: (other: number, mine: number) => boolean,
  during: (one: Served) => Waiting[],
): number {
  let count = 0;
  for (let mine = 0; mine < PRIORITIES; mine++) {
    const others = waitingWith(all, (other) => suits(other, mine));
    const times = all.filter(({ priority }) => priority === mine).flatMap(during);
    count += times.filter((time) => others.cover(time)).length;
  }
  return count;
}
