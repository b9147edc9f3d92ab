import { openStore } from '@passband/store';
import { noTracing, openTracing } from '@passband/tracing';
import pino from 'pino';
import { readServerConfig, type ServerConfig } from './config.ts';
import { loadDemo } from './demo.ts';
import { serverLog } from './observation/log.ts';
import { statementSpans } from './observation/statement-spans.ts';
import { type RunningServer, type ServerDependencies, startServer } from './server.ts';
import { VERSION } from './version.ts';

/** The server's program: opens the store, listens, and on SIGTERM, SIGINT or the end of its parent closes both. */
async function main(): Promise<void> {
  const config = readServerConfig(process.env, process.argv.slice(2));
  let tracing = noTracing;
  // First: tracing warns while it is opened.
  const log = serverLog(config.logLevel, { ids: () => tracing.ids() }, pino.destination(2));
  tracing = await openTracing(process.env, {
    ...{ service: 'passband-server', version: VERSION },
    warn: (message) => log.warn(message),
  });
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  process.on('disconnect', () => stop.abort());

  const spanOfStatement = statementSpans(tracing);
  const store = await openStore({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl ?? undefined,
    copiesMaximumBytes: config.copiesMaximumBytes,
    log: (message) => log.warn(message),
    onStatement: (sql, milliseconds) => {
      log.debug({ sql, milliseconds }, 'statement');
      spanOfStatement(sql, milliseconds);
    },
    onStopped: ended,
  });
  const server = await started(config, { store, log, tracing });
  const { url } = server;
  if (process.send) process.send({ ready: true, url });
  else process.stdout.write(`Passband's server is at ${url}\n`);

  const demo = config.demo
    ? loadDemo(server.services, stop.signal, config.demo).catch((error: unknown) => {
        if (!stop.signal.aborted) log.error({ err: error }, 'the demo could not be loaded');
      })
    : Promise.resolve();
  await new Promise<void>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve());
    if (stop.signal.aborted) resolve();
  });
  // Whatever hangs, the process ends: what was acknowledged is stored.
  setTimeout(() => process.exit(0), 4_500).unref();
  await server.close();
  await demo;
  await store.close();
  await tracing.close();
}

async function started(config: ServerConfig, parts: ServerDependencies): Promise<RunningServer> {
  try {
    return await startServer(config, parts);
  } catch (error) {
    await parts.store.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Error(`PASSBAND_PORT must be a port that is free; ${config.port} on ${config.host} is taken`);
    throw error;
  }
}

/** The end of this process, with the reason. */
function ended(error: unknown): never {
  process.stderr.write(`passband server: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().then(() => process.exit(0), ended);
