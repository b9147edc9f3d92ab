import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MeasurementRow, Store } from '@passband/store';
import { noTracing, type Tracing } from '@passband/tracing';
import express, { type Express, type Request } from 'express';
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
import { prometheus } from './http/prometheus.ts';
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
export async function startServer(
  config: ServerConfig,
  { store: bare, log, tracing = noTracing, times = {} }: ServerDependencies,
): Promise<RunningServer> {
  const closing = new AbortController();
  // Every stream, every claim that waits and every file that is read listens to it.
  setMaxListeners(0, closing.signal);
  const monitored = prometheus(bare);
  const { counts } = monitored;
  const store = observedStore(
    bare,
    new MeasurementEvents(bare, log, tracing, counts),
    new ShardEvents(log, tracing, counts),
  );
  const results = new PathResults(store);
  const services: Services = {
    store,
    results,
    datasetFiles: new DatasetFiles(store),
    inspectModel: inspectWith(config.inspectProgram, closing.signal),
    classDiversities: new ClassDiversities(store, config.diversityProgram, closing.signal),
    watch: new MeasurementWatch(store),
    tokens: new AccessTokens(store, (error) => log.error({ err: error }, 'tokens could not be asked for')),
    uploadMaximumBytes: config.uploadMaximumBytes,
    version: VERSION,
  };
  const precision = new Precision(store, results);
  const onError = (error: unknown, row?: MeasurementRow) => {
    counts.sweepFailures.inc();
    log.error({ err: error, ...(row && { measurement: globalId('measurement', row.id) }) }, 'sweep failed');
  };
  const sweeper = new Sweeper(
    { store, results, precision, inspectModel: services.inspectModel, tracing },
    onError,
    times.sweepMs,
  );

  const sessions = config.token === null ? null : new Sessions(store.sessions, config.token);
  const access = accessTo(config, sessions, services.tokens);
  const app = express();
  app.disable('x-powered-by');
  app.use(requestIds(log));
  app.use((_request, response, next) => {
    // No page elsewhere may show ours in a frame and have its visitors click there.
    response.set({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    next();
  });
  app.use(requestSpans(tracing));
  app.use(monitored.count);

  const requestContext = (request: Request, over = closing.signal): Context =>
    contextOf(services, access.viewerOf(request), over);
  const graphql = await graphqlRoutes({
    ...{ contextOf: requestContext, monitored, tracing, log, closed: closing.signal },
    ...(times.pingMs && { pingMs: times.pingMs }),
  });
  const health = healthRoutes(store, closing.signal);
  const others = [
    sessionRoutes(config.token, sessions, services.tokens),
    monitored.routes,
    graphql.routes,
    uploadRoutes(services),
    blobRoutes(services),
    imageRoutes(services),
    pathRoutes(services),
    backupRoute({ store, program: config.backupProgram, closed: closing.signal }),
    exportRoutes(requestContext),
    workerRoutes({
      store,
      async onStored({ measurementId, shard }) {
        if (isPrecise(shard.parameters)) await precision.decide(measurementId).catch(onError);
      },
      onSettled: () => sweeper.sweep(),
      closed: closing.signal,
      ...(times.claimWaitMs && { waitMs: times.claimWaitMs }),
      ...(times.claimLookMs && { lookMs: times.claimLookMs }),
      ...(times.leaseMs && { leaseMs: times.leaseMs }),
    }),
  ];
  mountRoutes(app, access, { health, others });
  app.use(
    ROUTE_NAMES.map((name) => `/${name}`),
    (request) => {
      throw new HttpError(404, `there is nothing at ${request.method} ${request.originalUrl.split('?')[0]}`);
    },
  );
  app.use(dashboardProxy(config.dashboardUrl));
  app.use(errorHandler(log));

  let server: Server;
  try {
    server = await listening(app, config);
  } catch (error) {
    await sweeper.close();
    await graphql.stop();
    throw error;
  }
  return {
    url: urlOf(config.host, (server.address() as AddressInfo).port),
    services,
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection whose last answer is sent after this would be kept for another request.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await closed;
      clearInterval(idle);
      clearTimeout(timer);
      await sweeper.close();
      await graphql.stop();
      await services.datasetFiles.close();
    },
  };
}

function listening(app: Express, { host, port }: ServerConfig): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => (error ? reject(error) : resolve(server)));
    // Uploads and blobs take as long as they take; a request's head doesn't.
    server.requestTimeout = 0;
  });
}
