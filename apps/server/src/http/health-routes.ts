import type { Store } from '@passband/store';
import { Router } from 'express';

/** Whether the server runs, and whether it can answer: for whoever watches over it. */
export function healthRoutes(store: Store, closed: AbortSignal): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready =
      !closed.aborted &&
      (await store.queue.depth().then(
        () => true,
        () => false,
      ));
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  });
  return router;
}
