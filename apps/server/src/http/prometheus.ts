import type { Store } from '@passband/store';
import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { SEEN_WITHIN_MS } from '../measurements/workers.ts';
import { ROUTE_NAMES } from './routes.ts';

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** What a monitor asks of a server, in Prometheus' text format. */
export function prometheus(store: Store): { count: RequestHandler; routes: Router } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'passband_' });
  addStoreGauges(store, registry);
  const durations = new Histogram({
    name: 'passband_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const routes = Router();
  routes.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return {
    count(request, response, next) {
      const end = durations.startTimer();
      response.once('close', () => {
        const [, first] = request.path.split('/');
        // Only these are told apart: an address that a client made up is no label.
        const route = ROUTE_NAMES.find((one) => one === first) ?? 'page';
        end({ route, method: request.method, status: response.statusCode });
      });
      next();
    },
    routes,
  };
}

/** Read when they are asked for. */
function addStoreGauges(store: Store, registry: Registry): void {
  const gauge = (name: string, help: string, value: () => Promise<number>): Gauge =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        this.set(await value());
      },
    });
  gauge('passband_queue_depth', 'Shards that wait for a worker.', () => store.queue.depth());
  gauge('passband_workers', 'Workers that were seen within 30 s.', async () => {
    const workers = await store.workers.active(SEEN_WITHIN_MS);
    return workers.length;
  });
  gauge('passband_shards_running', 'Shards that a worker holds.', async () => {
    const workers = await store.workers.active(SEEN_WITHIN_MS);
    return workers.reduce((sum, { running }) => sum + running, 0);
  });
}
