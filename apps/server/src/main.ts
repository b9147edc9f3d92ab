import { openStore, type Store } from '@passband/store';
import pino from 'pino';
import { readServerConfig } from './config.ts';
import { loadDemo } from './demo.ts';
import { type RunningServer, startServer } from './server.ts';

/** The server's program: opens the store, listens, and on SIGTERM, SIGINT or the end of its parent closes both. */
async function main(): Promise<void> {
  const config = readServerConfig(process.env, process.argv.slice(2));
  const log = pino({ name: 'server', level: config.logLevel }, pino.destination(2));
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort());
  process.on('disconnect', () => stop.abort());

  const store = await openStore({
    dataFolder: config.dataFolder,
    databaseUrl: config.databaseUrl ?? undefined,
    log: (message) => log.warn(message),
    onStatement: (sql) => log.debug({ sql }, 'statement'),
  });
  const server = await started(config, store, log);
  const { url } = server;
  if (process.send) process.send({ ready: true, url });
  else process.stdout.write(`Passband's server is at ${url}\n`);

  const demo = config.demo
    ? loadDemo(server.services, stop.signal).catch((error: unknown) => {
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
}

async function started(
  ...[config, store, log]: [Parameters<typeof startServer>[0], Store, pino.Logger]
): Promise<RunningServer> {
  try {
    return await startServer(config, { store, log });
  } catch (error) {
    await store.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Error(`PASSBAND_PORT must be a port that is free; ${config.port} on ${config.host} is taken`);
    throw error;
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`passband server: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
