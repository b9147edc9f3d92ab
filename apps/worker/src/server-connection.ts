import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RuntimeDescription, ShardOrder } from '@passband/engine';
import { ABOUT_HEADERS, noTracing, type Tracing } from '@passband/tracing';
import { z } from 'zod';
import { Delays, TO_SERVER_MS } from './backoff.ts';
import { errorMessage } from './error-message.ts';
import { shardHere } from './shard-context.ts';

/** An answer other than the expected one: worth telling apart from a server that can't be reached. */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A heartbeat without an answer by then is given up; the next one follows. */
const HEARTBEAT_ANSWER_MS = 10_000;

/** A report that the server answers with an error of its own for so long is refused. */
const REFUSED_MS = 60_000;

/** The server takes no longer message. */
const LONGEST_ERROR = 10_000;

/** A claim waits for 20 s at the server; without an answer by then its line is cut, and it is made again. */
const CLAIM_ANSWER_MS = 30_000;

const leaseAnswer = z.object({ state: z.enum(['live', 'cancelled', 'lost']) });
export type LeaseState = z.infer<typeof leaseAnswer>['state'];

const dataset = z.looseObject({ canonicalSha256: z.string() });
const model = z.looseObject({ sha256: z.string() });

/** The parts that this program relies on are checked; the parameters of a method are the engine's to check. */
const claimAnswer = z.looseObject({
  id: z.string(),
  measurementId: z.string(),
  lease: z.string(),
  leaseSeconds: z.number().positive(),
  runtime: z.string(),
  shard: z.looseObject({ method: z.string(), firstRound: z.number().int(), roundCount: z.number().int() }),
  model: model.nullable(),
  dataset,
  training: z
    .looseObject({ checkpoint: z.string().nullable(), validation: dataset.nullable(), teacher: model.nullable() })
    .nullable(),
});
export type ClaimedShard = ShardOrder & { lease: string; leaseSeconds: number };

function isClaimedShard(value: unknown): value is ClaimedShard {
  return claimAnswer.safeParse(value).success;
}

const refusal = z.object({ error: z.string() });

/** The server's own sentence; of what a proxy before it says, the beginning. */
function saidIn(answer: string): string {
  try {
    return refusal.parse(JSON.parse(answer)).error;
  } catch {
    return answer.slice(0, 500);
  }
}

export interface WorkerIdentity {
  id: string;
  host: string;
  runtimes: RuntimeDescription[];
}

export interface ConnectionOptions {
  tracing?: Tracing;
  onAnswer?: () => void;
  /** Told why, each time that the server did not take a report. */
  onTriedAgain?: (reason: string) => void;
  refusedMs?: number;
}

/** The worker's side of the protocol: claim, heartbeat, complete, fail, and blobs. */
export class ServerConnection {
  readonly url: string;
  readonly #headers: Record<string, string>;
  readonly #tracing: Tracing;
  readonly #onAnswer: () => void;
  readonly #onTriedAgain: (reason: string) => void;
  readonly #refusedMs: number;

  constructor(
    url: string,
    token: string | null,
    {
      tracing = noTracing,
      onAnswer = () => {},
      onTriedAgain = () => {},
      refusedMs = REFUSED_MS,
    }: ConnectionOptions = {},
  ) {
    this.url = url;
    this.#tracing = tracing;
    this.#onAnswer = onAnswer;
    this.#onTriedAgain = onTriedAgain;
    this.#refusedMs = refusedMs;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  /**
   * A shard, null where there is none; waits up to about 20 s for one where `wait` says so. Asked again by the same `claim` it
   * gives the same shard, so that one whose answer was lost is not held by nobody.
   */
  async claim(
    worker: WorkerIdentity,
    asked: { claim: string; imagesPerSecond: number | null; wait: boolean },
    signal: AbortSignal,
  ): Promise<ClaimedShard | null> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(CLAIM_ANSWER_MS)]);
    const response = await this.#post('/worker/claim', { ...worker, ...asked }, inTime);
    if (response.status === 204) return null;
    const order: unknown = await response.json();
    if (!isClaimedShard(order))
      throw new ServerRefused(response.status, 'the server answered a claim with something that is not a shard');
    return order;
  }

  async heartbeat(
    shard: ClaimedShard,
    progress: { imagesDone: number; imagesPerSecond: number | null },
    signal: AbortSignal,
  ): Promise<LeaseState> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(HEARTBEAT_ANSWER_MS)]);
    return this.#leaseState(
      this.#post(`/worker/shards/${shard.id}/heartbeat`, { lease: shard.lease, ...progress }, inTime),
    );
  }

  /**
   * Posts a result, again and again while the server can't be reached: the work is done, and the lease decides. Rejects with
   * ServerRefused where the server, reached, does not take it, as `keep` and `fail` do.
   */
  async complete(shard: ClaimedShard, result: string, signal: AbortSignal): Promise<LeaseState> {
    const headers = { 'content-type': 'application/json', 'passband-lease': shard.lease };
    return this.#untilReached(
      () =>
        this.#leaseState(
          this.#send(`/worker/shards/${shard.id}/complete`, { method: 'POST', headers, body: result, signal }),
        ),
      signal,
    );
  }

  /** Sends a file that a result names, again and again while the server can't be reached. */
  async keep(
    shard: ClaimedShard,
    sha256: string,
    bytes: () => Promise<Uint8Array<ArrayBuffer>>,
    signal: AbortSignal,
  ): Promise<LeaseState> {
    const headers = { 'content-type': 'application/octet-stream', 'passband-lease': shard.lease };
    const route = `/worker/shards/${shard.id}/files/${sha256}`;
    return this.#untilReached(
      async () => this.#leaseState(this.#send(route, { method: 'PUT', headers, body: await bytes(), signal })),
      signal,
    );
  }

  async fail(
    shard: ClaimedShard,
    failure: { error: string; again: boolean; released: boolean },
    signal: AbortSignal,
  ): Promise<LeaseState> {
    const body = { lease: shard.lease, ...failure, error: failure.error.slice(0, LONGEST_ERROR) };
    return this.#untilReached(
      () => this.#leaseState(this.#post(`/worker/shards/${shard.id}/fail`, body, signal)),
      signal,
    );
  }

  async blob(sha256: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#send(`/blobs/${sha256}`, { signal });
    if (!response.body) throw new ServerRefused(response.status, `the server sent nothing for blob ${sha256}`);
    return response.body;
  }

  #post(route: string, body: unknown, signal?: AbortSignal): Promise<Response> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.#send(route, signal ? { ...init, signal } : init);
  }

  async #send(route: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    // By this id the server's log has the request.
    const requestId = randomUUID();
    const headers = { ...this.#headers, ...this.#context(), 'x-request-id': requestId, ...init.headers };
    const response = await fetch(this.url + route, { ...init, headers });
    if (response.ok || response.status === 409) {
      this.#onAnswer();
      return response;
    }
    const said = saidIn(await response.text());
    throw new ServerRefused(
      response.status,
      `the server answered ${route} with ${response.status}: ${said} (request ${requestId})`,
    );
  }

  /** What the request is for: the server's log and traces go on with it. */
  #context(): Record<string, string> {
    const shard = shardHere();
    const about = shard && { [ABOUT_HEADERS.measurement]: shard.measurementId, [ABOUT_HEADERS.shard]: shard.id };
    return { ...this.#tracing.headers(), ...about };
  }

  async #leaseState(answer: Promise<Response>): Promise<LeaseState> {
    return leaseAnswer.parse(await (await answer).json()).state;
  }

  async #untilReached<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const delays = new Delays(TO_SERVER_MS);
    // It answers heartbeats meanwhile: the lease would hold for ever.
    let refusedAt: number | null = null;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const refused = error instanceof ServerRefused;
        const now = performance.now();
        refusedAt = refused ? (refusedAt ?? now) : null;
        if (signal.aborted || (refused && error.status < 500)) throw error;
        if (refusedAt !== null && now - refusedAt > this.#refusedMs) throw error;
        this.#onTriedAgain(errorMessage(error));
        await wait(delays.next(), undefined, { signal });
      }
    }
  }
}
