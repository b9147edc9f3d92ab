import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** What an evaluation may take of the memory, so that the server and its database keep some. */
const SHARE_OF_MEMORY = 0.8;

const environment = z.object({
  PASSBAND_SERVER_URL: z.url(
    'PASSBAND_SERVER_URL must be the address of a Passband server, e.g. http://127.0.0.1:4000',
  ),
  PASSBAND_WORKER_TOKEN: z.string().min(1).optional(),
  PASSBAND_WORKER_CACHE_DIR: z.string().min(1).optional(),
  PASSBAND_WORKER_CACHE_BYTES: z.coerce.number().positive().default(20e9),
  PASSBAND_EVALUATION_MEMORY_BYTES: z.coerce
    .number()
    .positive('PASSBAND_EVALUATION_MEMORY_BYTES must be a number of bytes above 0')
    .default(() => Math.floor(SHARE_OF_MEMORY * memoryOfMachine())),
  PASSBAND_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface WorkerConfig {
  serverUrl: string;
  token: string | null;
  /** Where blobs are kept between shards. */
  cacheFolder: string;
  /** What the cache may hold; the least recently used go first. */
  cacheBytes: number;
  /** Memory that the process that evaluates may take. */
  evaluationMemoryBytes: number;
  logLevel: string;
}

/** Reads the environment once. Throws an Error that names what is wrong. */
export function readWorkerConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  }
  const { data } = parsed;
  return {
    serverUrl: data.PASSBAND_SERVER_URL.replace(/\/$/, ''),
    token: data.PASSBAND_WORKER_TOKEN ?? null,
    cacheFolder: data.PASSBAND_WORKER_CACHE_DIR ?? ownFolder(),
    cacheBytes: data.PASSBAND_WORKER_CACHE_BYTES,
    evaluationMemoryBytes: data.PASSBAND_EVALUATION_MEMORY_BYTES,
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
