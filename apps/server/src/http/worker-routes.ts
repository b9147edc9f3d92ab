import { decodeShardResult, runsFormat, type Shard } from '@passband/engine';
import type { LeaseState, Store } from '@passband/store';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { checked } from './checked.ts';
import { DueWork } from './due-work.ts';
import { endOf } from './end-of.ts';
import { HttpError } from './http-error.ts';
import { isAbout } from './request-ids.ts';

export const LEASE_SECONDS = 30;
const WAIT_MS = 20_000;
/** Work that comes back after a delay is announced by nobody: looked for so often. */
const LOOK_MS = 1_000;
/** Of a checkpoint or a trained network. */
const MOST_KEPT_BYTES = 4e9;

const claimBody = z.object({
  id: z.string().min(1).max(100),
  host: z.string().max(255),
  runtimes: z
    .array(
      z.object({
        name: z.string().max(100),
        available: z.boolean(),
        device: z.string().max(500).nullable(),
        reason: z.string().max(2000).nullable(),
      }),
    )
    .max(50),
  imagesPerSecond: z.number().positive().nullable(),
  /** The same where an answer didn't come and the worker asks again. */
  claim: z.uuid().optional(),
  /** Whether the answer may wait for a shard. */
  wait: z.boolean().default(true),
});
const lease = z.string().min(1).max(100);
const heartbeatBody = z.object({
  lease,
  imagesDone: z.number().nonnegative(),
  imagesPerSecond: z.number().nonnegative().nullable(),
});
const failBody = z.object({
  lease,
  error: z.string().max(10_000),
  again: z.boolean(),
  released: z.boolean().default(false),
});

export interface WorkerRouteOptions {
  store: Store;
  /** Called when a shard's result was stored, before the worker hears of it and asks for the next. */
  onStored(stored: { measurementId: string; shard: Shard }): Promise<void>;
  /** Called when a shard was stored or given up. */
  onSettled(): void;
  /** The server closes: no more shards are given out. */
  closed: AbortSignal;
  waitMs?: number;
  lookMs?: number;
  leaseMs?: number;
}

/** The worker protocol: claim, heartbeat, files, complete, fail. */
export function workerRoutes({
  store,
  onStored,
  onSettled,
  closed,
  waitMs = WAIT_MS,
  lookMs = LOOK_MS,
  leaseMs = LEASE_SECONDS * 1000,
}: WorkerRouteOptions): Router {
  const leaseSeconds = leaseMs / 1000;
  const due = new DueWork(store.queue);
  const router = Router();
  const json = express.json({ limit: '100kb' });
  router.param('id', (_request, _response, next, id: string) => {
    isAbout({ id });
    next();
  });

  router.post('/worker/claim', json, async (request, response) => {
    const { wait, ...worker } = checked(claimBody, request.body);
    const deadline = Date.now() + (wait ? waitMs : 0);
    const { over, forget } = endOf(response, closed);
    // The first claim says that the worker is there. Those who wait only look: they hear of every change of every measurement.
    let isDue = true;
    try {
      do {
        const changed = changeOf(store, Math.max(0, Math.min(lookMs, deadline - Date.now())), over);
        const order = isDue ? await store.queue.claim(worker, leaseMs, runsFormat) : null;
        if (order) changed.cancel();
        if (order) isAbout(order);
        if (order && !over.aborted) return void response.json({ ...order, leaseSeconds });
        if (order) {
          await store.queue.fail(order.id, order.lease, { error: 'the worker went away', again: true, released: true });
          break;
        }
        await changed.happened;
        isDue = await due.isFor(worker.runtimes);
      } while (!over.aborted && Date.now() < deadline);
      response.status(204).end();
    } finally {
      forget();
    }
  });

  router.post('/worker/shards/:id/heartbeat', json, async (request, response) => {
    const { lease, ...progress } = checked(heartbeatBody, request.body);
    const state = await store.queue.heartbeat(request.params.id ?? '', lease, progress, leaseMs);
    response.json({ state, leaseSeconds });
  });

  router.put('/worker/shards/:id/files/:sha256', async (request, response) => {
    const { id = '', sha256 = '' } = request.params;
    const held = heldLease(request);
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new HttpError(400, `a file is named by its sha256 of 64 hexadecimal digits; got ${sha256.slice(0, 80)}`);
    // What a worker without a lease sends is not kept.
    const state = await store.queue.fileLease(id, held);
    if (state !== 'live') return answer(response, state);
    await store.blobs.put(request, { sha256, maximumBytes: MOST_KEPT_BYTES });
    answer(response, 'live');
  });

  const raw = express.raw({ type: () => true, limit: '512mb' });
  router.post('/worker/shards/:id/complete', raw, async (request, response) => {
    const id = request.params.id ?? '';
    const held = heldLease(request);
    const ordered = await store.queue.shard(id);
    const [dataset] = ordered ? await store.datasets.byIds([ordered.datasetId]) : [];
    isAbout({ id, measurementId: ordered?.measurementId });
    if (!ordered || !dataset) return answer(response, 'lost');
    const body: unknown = request.body;
    const result = decodeShardResult(Buffer.isBuffer(body) ? body : '', ordered.shard, dataset);
    const state = await store.queue.complete(id, held, result);
    if (state === 'live') await onStored(ordered);
    answer(response, state);
    onSettled();
  });

  router.post('/worker/shards/:id/fail', json, async (request, response) => {
    const { lease, ...failure } = checked(failBody, request.body);
    answer(response, await store.queue.fail(request.params.id ?? '', lease, failure));
    onSettled();
  });
  return router;
}

function heldLease(request: Request): string {
  const held = request.get('passband-lease');
  if (!held) throw new HttpError(400, 'the lease must be said (Passband-Lease)');
  return held;
}

function answer(response: Response, state: LeaseState): void {
  response.status(state === 'lost' ? 409 : 200).json({ state });
}

/** Waits for a change of any measurement, at most so long. Listens from now on, so that none is missed. */
function changeOf(store: Store, mostMs: number, over: AbortSignal): { happened: Promise<void>; cancel(): void } {
  let cancel = () => {};
  const happened = new Promise<void>((resolve) => {
    const timer = setTimeout(() => cancel(), Math.max(0, mostMs));
    const stop = store.measurements.onChange(() => cancel());
    cancel = () => {
      clearTimeout(timer);
      stop();
      over.removeEventListener('abort', cancel);
      resolve();
    };
    over.addEventListener('abort', cancel);
    if (over.aborted) cancel();
  });
  return { happened, cancel: () => cancel() };
}
