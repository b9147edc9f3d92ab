import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { describeRuntimes } from '@passband/engine';
import { noTracing, openTracing } from '@passband/tracing';
import pino from 'pino';
import { ADAPTERS } from './adapters.ts';
import { answeredFile } from './answered-file.ts';
import { BlobCache } from './blob-cache.ts';
import { readWorkerConfig, type WorkerConfig } from './config.ts';
import type { OnLine } from './evaluation-child.ts';
import { EvaluationProcess } from './evaluation-process.ts';
import { workerLog } from './log.ts';
import { ownFolder } from './own-folder.ts';
import { ServerConnection } from './server-connection.ts';
import { gpusHere, slotsFor } from './slots.ts';
import { Stopping } from './stop.ts';
import { VERSION } from './version.ts';
import { work } from './work.ts';

/** The worker: claims shards over HTTP, evaluates them in a child process, posts the results. */
async function main(): Promise<void> {
  const config = readWorkerConfig(process.env);
  let tracing = noTracing;
  // First: tracing warns while it is opened.
  const log = workerLog(config.logLevel, { ids: () => tracing.ids() }, pino.destination(2));
  tracing = await openTracing(process.env, {
    ...{ service: 'passband-worker', version: VERSION },
    warn: (message) => log.warn(message),
  });
  const server = new ServerConnection(config.serverUrl, config.token, {
    ...{ tracing, onAnswer: answeredFile(config.cacheFolder) },
    onTriedAgain: (reason) => log.warn({ error: reason }, 'the server did not take a report, which is made again'),
  });
  const stop = new Stopping();
  process.on('SIGTERM', () => stop.drain(config.drainSeconds));
  process.on('SIGINT', () => stop.now());
  // Started by a program that died: its server is gone or about to be started anew with a worker of its own.
  process.on('disconnect', () => stop.now());
  process.send?.({ ready: true });
  const { folder, remove } = await ownFolder();
  const evaluations = await evaluationsOf(config, folder, (stream, line) =>
    log.warn({ stream, line }, 'the process that evaluates wrote'),
  );
  try {
    await work(
      {
        identity: { id: randomUUID(), host: os.hostname(), runtimes: await describeRuntimes(ADAPTERS) },
        server,
        blobs: new BlobCache(config.cacheFolder, config.cacheBytes, (sha256, signal) => server.blob(sha256, signal)),
        ...{ evaluations, folder },
        log,
        tracing,
      },
      stop,
    );
  } finally {
    await Promise.all(evaluations.map((evaluation) => evaluation.stop()));
    await remove();
    await tracing.close();
  }
}

/** A process that evaluates for each slot, started when it is needed. */
async function evaluationsOf(
  { slots, evaluationMemoryBytes }: WorkerConfig,
  folder: string,
  onLine: OnLine,
): Promise<EvaluationProcess[]> {
  const gpus = await gpusHere(process.env);
  const machine = { gpus, processors: os.availableParallelism(), memoryBytes: evaluationMemoryBytes };
  return slotsFor(machine, slots).map(
    (slot) => new EvaluationProcess(evaluationProgram(), { ...slot, folder, onLine }),
  );
}

/** Beside this file: evaluate.js where it is built, evaluate.ts where the source runs. */
function evaluationProgram(): string {
  const built = fileURLToPath(new URL('./evaluate.js', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('./evaluate.ts', import.meta.url));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`passband worker: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
