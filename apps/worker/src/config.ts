import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const environment = z.object({
  PASSBAND_SERVER_URL: z.url(
    'PASSBAND_SERVER_URL must be the address of a Passband server, e.g. http://127.0.0.1:4000',
  ),
  PASSBAND_WORKER_TOKEN: z.string().min(1).optional(),
  PASSBAND_WORKER_CACHE_DIR: z.string().min(1).optional(),
  PASSBAND_WORKER_CACHE_BYTES: z.coerce.number().positive().default(20e9),
  PASSBAND_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface WorkerConfig {
  serverUrl: string;
  token: string | null;
  /** Where blobs are kept between shards. */
  cacheFolder: string;
  /** What the cache may hold; the least recently used go first. */
  cacheBytes: number;
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
    logLevel: data.PASSBAND_LOG_LEVEL,
  };
}

/** A user's own: another's could neither be written to nor be trusted. */
function ownFolder(): string {
  return path.join(os.tmpdir(), `passband-worker-${process.getuid?.() ?? 'cache'}`);
}
