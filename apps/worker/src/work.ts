import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Tracing } from '@passband/tracing';
import type { Logger } from 'pino';
import { Delays, TO_SERVER_MS } from './backoff.ts';
import type { BlobCache } from './blob-cache.ts';
import { errorMessage } from './error-message.ts';
import type { EvaluationProcess } from './evaluation-process.ts';
import { type ClaimedShard, type ServerConnection, ServerRefused, type WorkerIdentity } from './server-connection.ts';
import { doShard } from './shard-work.ts';
import type { Stop, Stopping } from './stop.ts';
import { tracedShard } from './traced-shard.ts';

export interface Work {
  identity: WorkerIdentity;
  server: ServerConnection;
  blobs: BlobCache;
  /** One a slot: each does a shard at a time. */
  evaluations: readonly EvaluationProcess[];
  /** For what is kept while a shard is done. */
  folder: string;
  log: Logger;
  /** Without it no spans are sent. */
  tracing?: Tracing;
}

/** Between shards that this machine cannot do: others may take them meanwhile. */
const UNABLE_MS = { first: 1_000, last: 20_000 };

/** Claims shards and does them, one a slot at a time, until it is stopped. Rejects where the server never lets it in. */
export async function work(parts: Work, stop: Stopping): Promise<void> {
  const joining = new Joining(parts);
  const leaving = (): void =>
    parts.log.info('claims no more shards, and leaves once those that it has are done or given back');
  stop.claiming.addEventListener('abort', leaving, { once: true });
  const slots = parts.evaluations.map((evaluation) => claimAndDo({ ...parts, evaluation }, joining, stop));
  try {
    await Promise.all(slots);
  } catch (error) {
    stop.claiming.removeEventListener('abort', leaving);
    stop.now();
    await Promise.allSettled(slots);
    throw error;
  }
  parts.log.info(`left ${parts.server.url}`);
}

async function claimAndDo(
  parts: Omit<Work, 'evaluations'> & { evaluation: EvaluationProcess },
  joining: Joining,
  stop: Stop,
): Promise<void> {
  let imagesPerSecond: number | null = null;
  const unreached = new Delays(TO_SERVER_MS);
  const unable = new Delays(UNABLE_MS);
  let claim = randomUUID();
  while (!stop.claiming.aborted) {
    let shard: ClaimedShard | null;
    try {
      // The first answer comes at once, so that a person reads whether it joined.
      const asked = { claim, imagesPerSecond, wait: joining.isIn };
      shard = await parts.server.claim(parts.identity, asked, stop.claiming);
    } catch (error) {
      if (stop.claiming.aborted) return;
      throwWhereNeverLetIn(error);
      joining.missed(error);
      await pause(unreached.next(), stop);
      continue;
    }
    claim = randomUUID();
    unreached.restart();
    joining.reached();
    if (!shard) continue;
    const claimed = shard;
    const did = await tracedShard(claimed, parts.tracing, (span) => doShard({ ...parts, span }, claimed, stop));
    // Training is slower, and says nothing of how large a shard of evaluation should be.
    if (!claimed.training) imagesPerSecond = did.imagesPerSecond ?? imagesPerSecond;
    if (did.isAble) unable.restart();
    else await pause(unable.next(), stop);
  }
}

/** A claim that is refused for good (a wrong token) would be refused for ever. */
function throwWhereNeverLetIn(error: unknown): void {
  if (error instanceof ServerRefused && (error.status === 401 || error.status === 403))
    throw new Error(`PASSBAND_WORKER_TOKEN must be the server's; ${error.message}`, { cause: error });
}

/** At most so long; less where it is to stop. */
async function pause(milliseconds: number, { claiming }: Stop): Promise<void> {
  await wait(milliseconds, undefined, { signal: claiming }).catch(() => {});
}

/** Whether the server knows this worker, said once however many slots it has. */
class Joining {
  readonly #parts: Work;
  isIn = false;

  constructor(parts: Work) {
    this.#parts = parts;
  }

  reached(): void {
    const { identity, evaluations, log, server } = this.#parts;
    const slots = evaluations.length > 1 ? `, ${evaluations.length} slots` : '';
    if (!this.isIn) log.info(`joined ${server.url} as ${identity.id} with ${namesOf(identity)}${slots}`);
    this.isIn = true;
  }

  missed(error: unknown): void {
    this.isIn = false;
    this.#parts.log.warn({ error: errorMessage(error) }, 'the server could not be reached');
  }
}

function namesOf({ runtimes }: WorkerIdentity): string {
  const here = runtimes.filter(({ available }) => available).map(({ name }) => name);
  return here.join(', ') || 'no runtime';
}
