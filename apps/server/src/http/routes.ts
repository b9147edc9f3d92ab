import type { Express, Router } from 'express';
import type { Access } from './access.ts';

/** Who a route is for: all that reach this server, or whoever `Access` lets in. */
export type Audience = 'anyone' | 'people' | 'operators' | 'admins' | 'peopleAndWorkers' | 'workers';

export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete' | 'all';
  readonly path: string;
  readonly audience: Audience;
}

const route = (method: Route['method'], path: string, audience: Audience): Route => ({ method, path, audience });

/** Every route that the server answers itself, and for whom; any other address is a page's. A route that it lacks is nobody's. */
export const ROUTES: readonly Route[] = [
  route('get', '/healthz', 'anyone'),
  route('get', '/readyz', 'anyone'),
  route('post', '/session', 'anyone'),
  route('delete', '/session', 'anyone'),
  route('get', '/metrics', 'people'),
  route('all', '/graphql', 'people'),
  route('all', '/graphql/stream', 'people'),
  route('put', '/uploads/:id', 'operators'),
  route('get', '/blobs/:sha256', 'peopleAndWorkers'),
  route('get', '/images/:dataset/:file', 'people'),
  route('get', '/paths/:id/:file', 'people'),
  route('get', '/export/backup', 'admins'),
  route('get', '/export/measurements/:file', 'people'),
  route('get', '/export/:file', 'people'),
  route('post', '/worker/claim', 'workers'),
  route('post', '/worker/shards/:id/heartbeat', 'workers'),
  route('put', '/worker/shards/:id/files/:sha256', 'workers'),
  route('post', '/worker/shards/:id/complete', 'workers'),
  route('post', '/worker/shards/:id/fail', 'workers'),
];

/** What addresses of routes begin with: `graphql`, `uploads`, … */
export const ROUTE_NAMES: readonly string[] = [...new Set(ROUTES.map(({ path }) => path.split('/')[1] ?? ''))];

/**
 * Health first, which may be asked by any name of this machine; then every route of the table asks whom it is for, and then
 * come the routers. Throws where these have a route that the table lacks, or lack one.
 */
export function mountRoutes(
  app: Express,
  access: Access,
  { health, others }: { health: Router; others: Router[] },
): void {
  checkRoutes([health, ...others]);
  app.use(health, access.ours);
  for (const { method, path, audience } of ROUTES) if (audience !== 'anyone') app[method](path, access[audience]);
  app.use(...others);
}

/** Throws where routers and table differ. */
export function checkRoutes(routers: readonly Router[]): void {
  const named = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method.toUpperCase()} ${path}`;
  const listed = new Set(ROUTES.map(named));
  const answered = new Set(routers.flatMap(routesOf));
  const unlisted = [...answered].filter((name) => !listed.has(name));
  const unanswered = [...listed].filter((name) => !answered.has(name));
  if (unlisted.length + unanswered.length === 0) return;
  throw new Error(
    `every route must be in the table of routes, and every one of them be answered; got ${[...unlisted, ...unanswered].join(', ')}`,
  );
}

function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route: own }) =>
    // What handles every address, such as a router in a router, would be asked of nobody.
    own
      ? own.stack.map(({ method }) => `${(method || 'all').toUpperCase()} ${own.path}`)
      : ['a handler without a route'],
  );
}
