import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** What an evaluation may take of the memory, so that the server and its database keep some. */
const SHARE_OF_MEMORY = 0.8;

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const BYTES = 'must be a number of bytes above 0';
const SLOTS = 'must be a whole number from 1 to 256, or left out';
const SECONDS = 'must be a number of seconds from 0 to 86400';

/** Each message is the rule; the name and the value are added. */
const environment = z.object({
  PASSBAND_SERVER_URL: z.url({
    protocol: /^https?$/,
    error: 'must be the address of a Passband server, such as http://127.0.0.1:4000',
  }),
  PASSBAND_WORKER_TOKEN: z.string().min(1, 'must be a token, or left out').optional(),
  PASSBAND_WORKER_CACHE_DIR: z.string().min(1, 'must be a folder, or left out').optional(),
  PASSBAND_WORKER_CACHE_BYTES: z.coerce.number(BYTES).positive(BYTES).default(20e9),
  PASSBAND_EVALUATION_MEMORY_BYTES: z.coerce.number(BYTES).positive(BYTES).optional(),
  PASSBAND_WORKER_SLOTS: z.coerce.number(SLOTS).int(SLOTS).min(1, SLOTS).max(256, SLOTS).optional(),
  PASSBAND_WORKER_DRAIN_SECONDS: z.coerce.number(SECONDS).min(0, SECONDS).max(86_400, SECONDS).default(25),
  PASSBAND_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

export interface WorkerConfig {
  serverUrl: string;
  token: string | null;
  /** Where blobs are kept between shards. */
  cacheFolder: string;
  /** What the cache may hold; the least recently used go first. */
  cacheBytes: number;
  /** Memory that all processes that evaluate may take together. */
  evaluationMemoryBytes: number;
  /** Shards at a time; null: as many as there are GPUs, else one. */
  slots: number | null;
  /** How long the shards under way may take once the worker is asked to stop. */
  drainSeconds: number;
  logLevel: string;
}

/** Reads the environment once. Throws an Error that names what is wrong. */
export function readWorkerConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: [name = ''], message }) => {
      const value = env[String(name)];
      return `${String(name)} ${message}; got ${value === undefined ? 'nothing' : JSON.stringify(value)}`;
    });
    throw new Error(problems.join('; '));
  }
  const { data } = parsed;
  return {
    serverUrl: data.PASSBAND_SERVER_URL.replace(/\/$/, ''),
    token: data.PASSBAND_WORKER_TOKEN ?? null,
    cacheFolder: data.PASSBAND_WORKER_CACHE_DIR ?? ownFolder(),
    cacheBytes: data.PASSBAND_WORKER_CACHE_BYTES,
    evaluationMemoryBytes: data.PASSBAND_EVALUATION_MEMORY_BYTES ?? Math.floor(SHARE_OF_MEMORY * memoryOfMachine()),
    slots: data.PASSBAND_WORKER_SLOTS ?? null,
    drainSeconds: data.PASSBAND_WORKER_DRAIN_SECONDS,
    logLevel: data.PASSBAND_LOG_LEVEL,
  };
}

/** A user's own: another's could neither be written to nor be trusted. */
function ownFolder(): string {
  return path.join(os.tmpdir(), `passband-worker-${process.getuid?.() ?? 'cache'}`);
}

/** In bytes; what a container allows where that is less. */
function memoryOfMachine(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
}
