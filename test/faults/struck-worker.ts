import { setTimeout as wait } from 'node:timers/promises';
import { chance } from './chance.ts';
import type { Passing, Treatment } from './relay.ts';
import { startWatched, type WatchedWorker } from './watched-worker.ts';

/** What a worker does when it is struck: 'posting' before the server hears of the result, 'posted' before the worker hears the answer. */
export const PHASES = ['fetching', 'evaluating', 'posting', 'posted'] as const;
export type Phase = (typeof PHASES)[number];

/** When a worker was struck (performance.now()) and the shard that it held then, null where its result was stored. */
export interface Strike {
  atMs: number;
  held: string | null;
}

/** A worker to which something is done once, in the middle of a phase of a shard. */
export interface StruckWorker extends WatchedWorker {
  struck: Promise<Strike>;
}

const HEARTBEAT_MS = 500;

/**
 * Starts a worker that is struck in a phase. `strike` is waited for while the request that began the phase is held up, and
 * so is the function that it may give.
 */
export async function startStruck(
  server: string,
  phase: Phase,
  strike: (watched: WatchedWorker, held: string | null) => Promise<(() => Promise<unknown>) | undefined>,
): Promise<StruckWorker> {
  let began = false;
  let tell: (strike: Strike) => void = () => {};
  const struck = new Promise<Strike>((resolve) => {
    tell = resolve;
  });
  const strikeNow = async () => {
    const held = phase === 'posted' ? null : watched.relay.held();
    const hold = await strike(watched, held);
    tell({ atMs: performance.now(), held });
    await hold?.();
  };
  const once = async () => {
    if (began) return;
    began = true;
    await strikeNow();
  };
  /** At a random time between two heartbeats; after a later one where the shard was done by then. */
  const soon = async () => {
    if (began) return;
    began = true;
    await wait(chance() * HEARTBEAT_MS);
    if (watched.relay.held() === null) began = false;
    else await strikeNow();
  };
  const treat = ({ route }: Passing): Treatment | undefined => {
    if (phase === 'fetching' && route.startsWith('/blobs/')) return { inAnswer: once };
    if (phase === 'posting' && route.endsWith('/complete')) return { before: once };
    if (phase === 'posted' && route.endsWith('/complete')) return { inAnswer: once };
    if (phase === 'evaluating' && route.endsWith('/heartbeat')) return { before: () => void soon() };
    return undefined;
  };
  const watched = await startWatched(server, treat);
  return { ...watched, struck };
}

/** Starts measurements until every worker was struck, since another may be faster to a shard; their ids, and the strikes. */
export async function strikeAll(
  workers: readonly StruckWorker[],
  start: () => Promise<string>,
  ended: (ids: readonly string[]) => Promise<void>,
): Promise<{ ids: string[]; strikes: Strike[] }> {
  const ids: string[] = [];
  const struck = Promise.all(workers.map((worker) => worker.struck));
  let strikes: Strike[] | null = null;
  while (strikes === null) {
    const more = await Promise.all(workers.map(start));
    ids.push(...more);
    strikes = await Promise.race([struck, ended(more).then(() => null)]);
  }
  await ended(ids);
  return { ids, strikes };
}
