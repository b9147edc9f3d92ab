import type { TokenRow } from '@passband/store';
import type { Request, RequestHandler } from 'express';
import { isLoopback, type ServerConfig } from '../config.ts';
import type { ViewerIdentity } from '../graphql/context.ts';
import { mayAct } from '../graphql/least-roles.ts';
import type { AccessTokens } from './access-tokens.ts';
import { HttpError } from './http-error.ts';
import { type Sessions, sameSecret } from './sessions.ts';

type AccessConfig = Pick<ServerConfig, 'token' | 'workerToken' | 'allowedHosts'>;

/** Who may come in where. */
export interface Access {
  /** On every route: without a token, the request must be meant for this machine; Origin must be ours. */
  ours: RequestHandler;
  /** GraphQL, images: people and their scripts. */
  people: RequestHandler;
  /** Uploads: people who may register. */
  operators: RequestHandler;
  /** All that is kept, tokens too. */
  admins: RequestHandler;
  /** Blobs: people and workers. */
  peopleAndWorkers: RequestHandler;
  /** The worker protocol. */
  workers: RequestHandler;
  viewerOf(request: Request): ViewerIdentity;
}

export function accessTo(config: AccessConfig, sessions: Sessions | null, tokens: AccessTokens): Access {
  const { token, workerToken } = config;
  const viewers = new WeakMap<Request, ViewerIdentity>();
  const holders = (request: Request) => holderOf(request, { token, workerToken }, sessions, tokens);
  const allow =
    (may: (viewer: ViewerIdentity) => boolean, wanted: string): RequestHandler =>
    async (request, response, next) => {
      const { viewer, token: given } = (await holders(request)) ?? { viewer: null, token: null };
      // Who reaches this machine without a token may be asked for one.
      if (viewer === null || (viewer === THIS_MACHINE && !may(viewer))) {
        response.set('www-authenticate', 'Bearer');
        throw new HttpError(401, `this needs ${wanted} (Authorization: Bearer …)`);
      }
      if (!may(viewer)) throw new HttpError(403, `this needs ${wanted}; the role of ${viewer.name} is ${viewer.role}`);
      viewers.set(request, viewer);
      if (given !== null) tokens.follow(given, response);
      next();
    };
  const isPerson = ({ role }: ViewerIdentity): boolean => role !== 'WORKER';
  // By who it is, not by a name that a token may be given.
  const isWorker = (viewer: ViewerIdentity): boolean =>
    viewer.role === 'WORKER' || (workerToken === null && (viewer === FIRST_ADMIN || viewer === THIS_MACHINE));
  return {
    ours(request, _response, next) {
      if (token === null) checkHost(request, config.allowedHosts);
      // Without a token to compare it to, a bearer says nothing of who sends it.
      if (token === null || bearerOf(request) === null) checkOrigin(request, config.allowedHosts);
      next();
    },
    people: allow(isPerson, 'an access token, or a session of someone who signed in'),
    operators: allow((viewer) => isPerson(viewer) && mayAct(viewer.role, 'OPERATOR'), 'the token of an operator'),
    admins: allow((viewer) => isPerson(viewer) && mayAct(viewer.role, 'ADMIN'), 'the token of an admin'),
    peopleAndWorkers: allow(() => true, 'an access token, or a worker token'),
    workers: allow(isWorker, 'a worker token (PASSBAND_WORKER_TOKEN of the worker)'),
    viewerOf(request) {
      const viewer = viewers.get(request);
      if (!viewer) throw new Error(`${request.originalUrl} is answered without having asked who it is for`);
      return viewer;
    },
  };
}

const FIRST_ADMIN: ViewerIdentity = { name: 'PASSBAND_TOKEN', role: 'ADMIN' };
const THIS_MACHINE: ViewerIdentity = { name: 'this machine', role: 'ADMIN' };

interface Holder {
  viewer: ViewerIdentity;
  /** One that was given out; what it asks for ends when it is revoked or expires. */
  token: TokenRow | null;
}

/** Who asks: by a token, else by a session, else, where no token is set, anyone who reaches this machine. */
async function holderOf(
  request: Request,
  { token, workerToken }: Pick<AccessConfig, 'token' | 'workerToken'>,
  sessions: Sessions | null,
  tokens: AccessTokens,
): Promise<Holder | null> {
  const bearer = bearerOf(request);
  if (bearer !== null) {
    if (token !== null && sameSecret(bearer, token)) return { viewer: FIRST_ADMIN, token: null };
    if (workerToken !== null && sameSecret(bearer, workerToken))
      return { viewer: { name: 'PASSBAND_WORKER_TOKEN', role: 'WORKER' }, token: null };
    const row = await tokens.holder(bearer);
    if (row) return { viewer: { name: row.name, role: row.role }, token: row };
  } else {
    const session = await sessions?.find(request.headers.cookie);
    const row = session?.token && (await tokens.used(session.token));
    if (row) return { viewer: { name: row.name, role: row.role }, token: row };
    if (session) return { viewer: FIRST_ADMIN, token: null };
  }
  return token === null ? { viewer: THIS_MACHINE, token: null } : null;
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
