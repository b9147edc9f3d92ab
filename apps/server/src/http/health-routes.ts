import type { Store } from '@passband/store';
import { Router } from 'express';

/** Who has not answered by then is not ready. */
const PATIENCE_MS = 3_000;

/** Whether the server runs, and whether it can answer: for whoever watches over it. */
export function healthRoutes(store: Store, closed: AbortSignal): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = !closed.aborted && (await answers(store));
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });
  return router;
}

function answers(store: Store): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    store.queue.depth().then(
      () => resolve(true),
      () => resolve(false),
    );
    timer.unref();
  });
}
