import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MeasurementRow, Store } from '@passband/store';
import { noTracing, type Tracing } from '@passband/tracing';
import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import { type ServerConfig, urlOf } from './config.ts';
import { type Context, contextOf, type Services } from './graphql/context.ts';
import { globalId } from './graphql/global-id.ts';
import { accessTo } from './http/access.ts';
import { AccessTokens } from './http/access-tokens.ts';
import { backupRoute } from './http/backup-route.ts';
import { blobRoutes, imageRoutes, uploadRoutes } from './http/byte-routes.ts';
import { dashboardProxy } from './http/dashboard-proxy.ts';
import { exportRoutes } from './http/export-routes.ts';
import { graphqlRoutes } from './http/graphql-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import { errorHandler, HttpError } from './http/http-error.ts';
import { pathRoutes } from './http/path-routes.ts';
import { type Prometheus, prometheus } from './http/prometheus.ts';
import { requestIds } from './http/request-ids.ts';
import { mountRoutes, ROUTE_NAMES } from './http/routes.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { Sessions } from './http/sessions.ts';
import { workerRoutes } from './http/worker-routes.ts';
import { isPrecise } from './measurements/expected-images.ts';
import { Sweeper } from './measurements/sweeper.ts';
import { MeasurementWatch } from './measurements/watch.ts';
import { MeasurementEvents } from './observation/measurement-events.ts';
import { observedStore } from './observation/observed-store.ts';
import { requestSpans } from './observation/request-spans.ts';
import { ShardEvents } from './observation/shard-events.ts';
import { ClassDiversities } from './registry/class-diversities.ts';
import { DatasetFiles } from './registry/dataset-files.ts';
import { inspectWith } from './registry/inspect-model.ts';
import { PathResults } from './results/path-results.ts';
import { Precision } from './results/precision.ts';
import { VERSION } from './version.ts';

/** Requests that run have so long to end when the server closes. */
const CLOSE_MS = 2_000;

export interface ServerDependencies {
  store: Store;
  log: Logger;
  /** Without it no spans are sent. */
  tracing?: Tracing;
  /** Others in tests. */
  times?: { pingMs?: number; claimWaitMs?: number; claimLookMs?: number; sweepMs?: number; leaseMs?: number };
}

export interface RunningServer {
  url: string;
  services: Services;
  /** Stops accepting, ends streams, waits for what runs. The store stays open. */
  close(): Promise<void>;
}

/** Starts the server on an open store. Rejects where its port is taken. */
export async function startServer(config: ServerConfig, dependencies: ServerDependencies): Promise<RunningServer> {
  const { store: bare, log, tracing = noTracing, times = {} } = dependencies;
  const closing = new AbortController();
  // Every stream, every claim that waits and every file that is read listens to it.
  setMaxListeners(0, closing.signal);
  const monitored = prometheus(bare);
  const store = observedStore(
    bare,
    new MeasurementEvents(bare, log, tracing, monitored.counts),
    new ShardEvents(log, tracing, monitored.counts),
  );
  const services = servicesOf(store, config, log, closing.signal);
  const parts = { config, services, monitored, log, tracing, times, closed: closing.signal };
  const sweeping = sweepingOf(parts);
  const { app, graphql } = await answering({ ...parts, ...sweeping });
  const stop = async () => {
    await sweeping.sweeper.close();
    await graphql.stop();
  };
  const server = await listening(app, config).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: urlOf(config.host, (server.address() as AddressInfo).port),
    services,
    async close() {
      closing.abort();
      await ended(server);
      await stop();
      await services.datasetFiles.close();
    },
  };
}

interface Parts extends Required<Omit<ServerDependencies, 'store'>> {
  config: ServerConfig;
  services: Services;
  monitored: Prometheus;
  /** Aborted when the server closes. */
  closed: AbortSignal;
}

function servicesOf(store: Store, config: ServerConfig, log: Logger, closed: AbortSignal): Services {
  return {
    store,
    results: new PathResults(store),
    datasetFiles: new DatasetFiles(store),
    inspectModel: inspectWith(config.inspectProgram, closed),
    classDiversities: new ClassDiversities(store, config.diversityProgram, closed),
    watch: new MeasurementWatch(store),
    tokens: new AccessTokens(store, (error) => log.error({ err: error }, 'tokens could not be asked for')),
    uploadMaximumBytes: config.uploadMaximumBytes,
    version: VERSION,
  };
}

/** What settles measurements: whenever a worker is done with a shard, and by itself from time to time. */
interface Sweeping {
  sweeper: Sweeper;
  /** Decides, once a shard is stored, which scopes of its measurement are precise enough. */
  decide(measurementId: string): Promise<void>;
}

function sweepingOf({ services, monitored, log, tracing, times }: Parts): Sweeping {
  const { store, results, inspectModel } = services;
  const precision = new Precision(store, results);
  const onError = (error: unknown, row?: MeasurementRow) => {
    monitored.counts.sweepFailures.inc();
    log.error({ err: error, ...(row && { measurement: globalId('measurement', row.id) }) }, 'sweep failed');
  };
  return {
    sweeper: new Sweeper({ store, results, precision, inspectModel, tracing }, onError, times.sweepMs),
    decide: (measurementId) => precision.decide(measurementId).catch(onError),
  };
}

type Graphql = Awaited<ReturnType<typeof graphqlRoutes>>;

/** What answers requests: the routes, each for whom it is, and the dashboard behind them. */
async function answering(parts: Parts & Sweeping): Promise<{ app: Express; graphql: Graphql }> {
  const { config, services, monitored, log, tracing, times, closed } = parts;
  const sessions = config.token === null ? null : new Sessions(services.store.sessions, config.token);
  const access = accessTo(config, sessions, services.tokens);
  const requestContext = (request: Request, over = closed): Context =>
    contextOf(services, access.viewerOf(request), over);
  const graphql = await graphqlRoutes({
    ...{ contextOf: requestContext, monitored, tracing, log, closed },
    ...(times.pingMs && { pingMs: times.pingMs }),
  });
  const app = express();
  app.disable('x-powered-by');
  app.use(requestIds(log), safeHeaders, requestSpans(tracing), monitored.count);
  mountRoutes(app, access, {
    health: healthRoutes(services.store, closed),
    others: [
      sessionRoutes(config.token, sessions, services.tokens),
      monitored.routes,
      graphql.routes,
      ...[uploadRoutes, blobRoutes, imageRoutes, pathRoutes].map((routes) => routes(services)),
      backupRoute({ store: services.store, program: config.backupProgram, closed }),
      exportRoutes(requestContext),
      protocolRoutes(parts),
    ],
  });
  app.use(
    ROUTE_NAMES.map((name) => `/${name}`),
    nothingThere,
  );
  app.use(dashboardProxy(config.dashboardUrl));
  app.use(errorHandler(log));
  return { app, graphql };
}

/** The workers' protocol. */
function protocolRoutes({ services, sweeper, decide, times, closed }: Parts & Sweeping): Router {
  return workerRoutes({
    store: services.store,
    async onStored({ measurementId, shard }) {
      if (isPrecise(shard.parameters)) await decide(measurementId);
    },
    onSettled: () => sweeper.sweep(),
    closed,
    ...(times.claimWaitMs && { waitMs: times.claimWaitMs }),
    ...(times.claimLookMs && { lookMs: times.claimLookMs }),
    ...(times.leaseMs && { leaseMs: times.leaseMs }),
  });
}

/** No page elsewhere may show ours in a frame and have its visitors click there. */
const safeHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  next();
};

const nothingThere: RequestHandler = (request) => {
  throw new HttpError(404, `there is nothing at ${request.method} ${request.originalUrl.split('?')[0]}`);
};

function listening(app: Express, { host, port }: ServerConfig): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => (error ? reject(error) : resolve(server)));
    // Uploads and blobs take as long as they take; a request's head doesn't.
    server.requestTimeout = 0;
  });
}

/** Resolves once it has ended what runs, or broken it off. */
async function ended(server: Server): Promise<void> {
  const over = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose last answer is sent after this would be kept for another request.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
  await over;
  clearInterval(idle);
  clearTimeout(timer);
}
