import type { Request, RequestHandler } from 'express';
import { isLoopback, type ServerConfig } from '../config.ts';
import type { ViewerIdentity } from '../graphql/context.ts';
import { HttpError } from './http-error.ts';
import { type Sessions, sameSecret } from './sessions.ts';

type AccessConfig = Pick<ServerConfig, 'token' | 'workerToken' | 'allowedHosts'>;

/** Who may come in where. */
export interface Access {
  /** On every route: without a token, the request must be meant for this machine; Origin must be ours. */
  ours: RequestHandler;
  /** GraphQL, uploads, images: people and their scripts. */
  people: RequestHandler;
  /** Blobs: people and workers. */
  peopleAndWorkers: RequestHandler;
  /** The worker protocol. */
  workers: RequestHandler;
  viewerOf(request: Request): ViewerIdentity;
}

export function accessTo(config: AccessConfig, sessions: Sessions): Access {
  const { token, workerToken } = config;
  const isAdmin = (request: Request): boolean => {
    if (token === null) return true;
    const bearer = bearerOf(request);
    return bearer === null ? sessions.has(request.headers.cookie) : sameSecret(bearer, token);
  };
  const isWorker = (request: Request): boolean => {
    const expected = workerToken ?? token;
    if (expected === null) return true;
    const bearer = bearerOf(request);
    return bearer !== null && sameSecret(bearer, expected);
  };
  const allow =
    (holds: (request: Request) => boolean, wanted: string): RequestHandler =>
    (request, response, next) => {
      if (holds(request)) return next();
      response.set('www-authenticate', 'Bearer');
      throw new HttpError(401, `this needs ${wanted} (Authorization: Bearer …)`);
    };
  return {
    ours(request, _response, next) {
      if (token === null) checkHost(request, config.allowedHosts);
      // Without a token to compare it to, a bearer says nothing of who sends it.
      if (token === null || bearerOf(request) === null) checkOrigin(request, config.allowedHosts);
      next();
    },
    people: allow(isAdmin, 'an access token, or a session of someone who signed in'),
    peopleAndWorkers: allow((request) => isAdmin(request) || isWorker(request), 'an access token, or a worker token'),
    workers: allow(isWorker, 'a worker token'),
    viewerOf: () => ({ name: token === null ? 'this machine' : 'PASSBAND_TOKEN', role: 'ADMIN' }),
  };
}

/** A web page elsewhere can make its own name point to this machine; the Host header then still says that name. */
function checkHost(request: Request, allowed: readonly string[]): void {
  const host = request.headers.host?.toLowerCase() ?? '';
  if (isLoopback(nameOf(host)) || isAllowed(host, allowed)) return;
  throw new HttpError(
    403,
    `the Host header must be this machine's own address or be listed in PASSBAND_ALLOWED_HOSTS; got ${JSON.stringify(host)}`,
  );
}

function checkOrigin(request: Request, allowed: readonly string[]): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host.toLowerCase() : '';
  if (host !== '' && (host === request.headers.host?.toLowerCase() || isAllowed(host, allowed))) return;
  throw new HttpError(403, `requests must come from this server's own pages; Origin is ${JSON.stringify(origin)}`);
}

const isAllowed = (host: string, allowed: readonly string[]): boolean =>
  allowed.includes(host) || allowed.includes(nameOf(host));
const nameOf = (host: string): string => host.replace(/:\d+$/, '');

function bearerOf(request: Request): string | null {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
