import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { Router } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { type Audience, checkRoutes, ROUTES } from './routes.ts';

const TOKEN = 'the first admin token';
const ADMIN = 'admin-token-of-this-test';
const WORKER = 'worker-token-of-this-test';

/** The answer to one request, with headers that fetch would not send. */
function answerOf(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, resolve).on('error', reject).end(body);
  });
}

async function statusOf(...asked: Parameters<typeof answerOf>): Promise<number | undefined> {
  const response = await answerOf(...asked);
  response.resume();
  return response.statusCode;
}

async function refusalOf(...asked: Parameters<typeof answerOf>): Promise<unknown> {
  const response = await answerOf(...asked);
  return [response.statusCode, response.headers['www-authenticate'] ?? null, await json(response)];
}

const JSON_BODY = { 'content-type': 'application/json' };
const READ = '{"query":"{ viewer { name } }"}';

interface Asked {
  method: string;
  path: string;
  audience: Audience;
  body?: string;
}

/** Every route of the table, with something in the place of what it takes. */
const OF_TABLE: Asked[] = ROUTES.flatMap(({ method, path, audience }) => {
  const methods = method === 'all' ? ['GET', 'POST'] : [method.toUpperCase()];
  const address = path.replace(':sha256', '0'.repeat(64)).replace(/:\w+/g, 'x');
  return methods.map((name) => ({ method: name, path: address, audience, ...(name === 'POST' && { body: '{}' }) }));
});
const OTHERS: Asked[] = [
  { method: 'POST', path: '/graphql', audience: 'people', body: READ },
  { method: 'POST', path: '/GraphQL', audience: 'people', body: READ },
  { method: 'POST', path: '/graphql/', audience: 'people', body: READ },
  { method: 'HEAD', path: '/export/models.csv', audience: 'people' },
  { method: 'GET', path: '/PATHS/x/0.png/', audience: 'people' },
  { method: 'GET', path: '/', audience: 'anyone' },
  { method: 'GET', path: '/models', audience: 'anyone' },
  { method: 'GET', path: '/_next/static/x.js', audience: 'anyone' },
];
// What ends a session is tested apart: here it would end the one that others ask with.
const ASKED = [...OF_TABLE, ...OTHERS].filter(({ method }) => method !== 'DELETE');

describe('the table of routes', () => {
  it('has what routers answer, else the server does not start', () => {
    const router = Router();
    router.get('/secrets/:id', () => {});
    const missing = /^every route must be in the table of routes, .* got GET \/secrets\/:id, GET \/healthz, /;
    expect(() => checkRoutes([router])).toThrow(missing);
    expect(() => checkRoutes([Router().use('/secrets', router)])).toThrow(
      /got a handler without a route, GET \/healthz, /,
    );
  });

  it('has health and sessions for anyone, blobs for workers too, their protocol for them alone, and what registers or takes all for roles', () => {
    const paths = ROUTES.map(({ path }) => path);
    const of = (audience: Audience) => ROUTES.filter((one) => one.audience === audience).map(({ path }) => path);
    expect(of('anyone')).toEqual(['/healthz', '/readyz', '/session', '/session']);
    expect(of('workers')).toEqual(paths.filter((path) => path.startsWith('/worker/')));
    expect(of('peopleAndWorkers')).toEqual(['/blobs/:sha256']);
    expect(of('operators')).toEqual(['/uploads/:id']);
    expect(of('admins')).toEqual(['/export/backup']);
  });
});

describe('with tokens', () => {
  let server: TestServer;
  let cookie: string;
  const secrets = new Map<string, string>();
  beforeAll(async () => {
    server = await TestServer.start({ token: ADMIN, workerToken: WORKER });
    const session = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ token: ADMIN }),
    });
    expect(session.status).toBe(204);
    const header = session.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/^passband_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    cookie = header.split(';')[0] ?? '';
    for (const role of ['VIEWER', 'OPERATOR', 'WORKER'] as const) {
      const { secret } = await server.running.services.tokens.create({ name: role, role, expiresAt: null });
      secrets.set(role, secret);
    }
  });
  afterAll(() => server.remove());

  const CREDENTIALS = {
    none: { headers: (): Record<string, string> => ({}), opens: ['anyone'] },
    'a wrong token': { headers: () => ({ authorization: `Bearer ${TOKEN}` }), opens: ['anyone'] },
    'a wrong cookie': { headers: () => ({ cookie: 'passband_session=x' }), opens: ['anyone'] },
    'the admin token': {
      headers: () => ({ authorization: `Bearer ${ADMIN}` }),
      opens: ['anyone', 'people', 'operators', 'admins', 'peopleAndWorkers'],
    },
    'a session': {
      headers: () => ({ cookie }),
      opens: ['anyone', 'people', 'operators', 'admins', 'peopleAndWorkers'],
    },
    "an operator's token": {
      headers: () => ({ authorization: `Bearer ${secrets.get('OPERATOR')}` }),
      opens: ['anyone', 'people', 'operators', 'peopleAndWorkers'],
    },
    "a viewer's token": {
      headers: () => ({ authorization: `Bearer ${secrets.get('VIEWER')}` }),
      opens: ['anyone', 'people', 'peopleAndWorkers'],
    },
    "a worker's token": {
      headers: () => ({ authorization: `Bearer ${secrets.get('WORKER')}` }),
      opens: ['anyone', 'workers', 'peopleAndWorkers'],
    },
    'the worker token': {
      headers: () => ({ authorization: `Bearer ${WORKER}` }),
      opens: ['anyone', 'workers', 'peopleAndWorkers'],
    },
  };
  const table = ASKED.flatMap((route) =>
    Object.entries(CREDENTIALS).map(([name, { headers, opens }]) => ({
      ...route,
      name,
      headers,
      isOpen: opens.includes(route.audience),
    })),
  );

  it.each(table)('$method $path with $name: open $isOpen', async (row) => {
    const headers = { ...(row.body !== undefined && JSON_BODY), ...row.headers() };
    const status = await statusOf(server.url + row.path, row.method, headers, row.body);
    // Known, but not for this.
    const isKnown = !['none', 'a wrong token', 'a wrong cookie'].includes(row.name);
    if (row.isOpen) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(isKnown ? 403 : 401);
  });

  it.each([
    ['GET', '/metrics', 'none', 401, 'an access token, or a session of someone who signed in'],
    ['GET', `/blobs/${'0'.repeat(64)}`, 'none', 401, 'an access token, or a worker token'],
    ['PUT', '/uploads/x', 'VIEWER', 403, 'the token of an operator'],
    ['GET', '/export/backup', 'OPERATOR', 403, 'the token of an admin'],
    ['POST', '/worker/claim', 'VIEWER', 403, 'a worker token (PASSBAND_WORKER_TOKEN of the worker)'],
  ] as const)('%s %s with the token %s says what it needs', async (method, path, role, status, needed) => {
    const headers: Record<string, string> = role === 'none' ? {} : { authorization: `Bearer ${secrets.get(role)}` };
    const [scheme, why] =
      status === 401 ? ['Bearer', ' (Authorization: Bearer …)'] : [null, `; the role of ${role} is ${role}`];
    const error = `this needs ${needed}${why}`;
    expect(await refusalOf(server.url + path, method, headers)).toEqual([status, scheme, { error }]);
  });

  it('a token that is sent by itself is taken from any page, and under any name of this machine', async () => {
    const headers = { authorization: `Bearer ${ADMIN}`, host: 'passband.lab', origin: 'http://elsewhere.example' };
    expect(await statusOf(`${server.url}/graphql`, 'POST', { ...JSON_BODY, ...headers }, READ)).toBe(200);
  });

  it('a session ends when it is deleted', async () => {
    const session = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ token: ADMIN }),
    });
    const own = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const ask = () => statusOf(`${server.url}/graphql`, 'POST', { ...JSON_BODY, cookie: `theme=dark; ${own}` }, READ);
    expect(await ask()).toBe(200);
    const ended = await fetch(`${server.url}/session`, { method: 'DELETE', headers: { cookie: own } });
    expect(ended.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await ask()).toBe(401);
  });

  it('a wrong token opens no session', async () => {
    const session = await fetch(`${server.url}/session`, {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ token: 'x' }),
    });
    expect(session.status).toBe(401);
    expect(session.headers.get('set-cookie')).toBeNull();
    expect((await fetch(`${server.url}/session`, { method: 'POST', headers: JSON_BODY, body: '{}' })).status).toBe(400);
  });

  it('a cookie is worth nothing to a page elsewhere', async () => {
    const headers = { ...JSON_BODY, cookie, origin: 'http://evil.example' };
    const error = `requests must come from this server's own pages; Origin is "http://evil.example"`;
    expect(await refusalOf(`${server.url}/graphql`, 'POST', headers, READ)).toEqual([403, null, { error }]);
  });
});

describe('without tokens, on this machine', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start({ allowedHosts: ['passband.lab', 'other.lab:8080'] });
  });
  afterAll(() => server.remove());
  const ask = (headers: Record<string, string>) =>
    statusOf(`${server.url}/graphql`, 'POST', { ...JSON_BODY, ...headers }, READ);
  const port = () => new URL(server.url).port;

  it('everyone is admin', async () => {
    expect((await server.graphql('{ viewer { name role } }')).data.viewer).toEqual({
      name: 'this machine',
      role: 'ADMIN',
    });
  });

  it.each([
    'localhost',
    'localhost:4000',
    '127.0.0.1',
    '127.8.9.1:80',
    '[::1]',
    '[::1]:4000',
    'passband.lab',
    'PASSBAND.lab:99',
    'other.lab:8080',
  ])('Host %s is let in', async (host) => expect(await ask({ host })).toBe(200));
  it.each([
    'evil.example',
    'evil.example:4000',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    'other.lab',
    'other.lab:1',
    '1270.0.0.1',
  ])('Host %s is refused', async (host) => expect(await ask({ host })).toBe(403));
  it('a Host that is refused is told the rule', async () => {
    const error =
      'the Host header must be this machine\'s own address or be listed in PASSBAND_ALLOWED_HOSTS; got "evil.example"';
    const asked = refusalOf(`${server.url}/graphql`, 'POST', { ...JSON_BODY, host: 'evil.example' }, READ);
    expect(await asked).toEqual([403, null, { error }]);
  });
  it('Origin must be the Host that was asked, or allowed', async () => {
    expect(await ask({ origin: `http://127.0.0.1:${port()}` })).toBe(200);
    expect(await ask({ origin: 'http://passband.lab' })).toBe(200);
    expect(await ask({ origin: 'http://evil.example' })).toBe(403);
    expect(await ask({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await ask({ origin: 'null' })).toBe(403);
    expect(await ask({ origin: 'http://evil.example', authorization: 'Bearer anything' })).toBe(403);
  });
  it('no answer may be shown in a frame or taken for another type', async () => {
    for (const path of ['/', '/healthz', '/graphql']) {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
  it('a page elsewhere can not have its visitors send a query as a plain form', async () => {
    const response = await fetch(`${server.url}/graphql?query={viewer{name}}`, {
      headers: { 'content-type': 'text/plain' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Cross-Site Request Forgery');
  });
  it('to sign in is to get no cookie: a session is not needed', async () => {
    const session = await fetch(`${server.url}/session`, { method: 'POST', headers: JSON_BODY, body: '{"token":""}' });
    expect([session.status, session.headers.get('set-cookie')]).toEqual([204, null]);
  });
});

describe('a worker token alone', () => {
  it('is wanted from workers on this machine too, and of no one else', async () => {
    const server = await TestServer.start({ workerToken: WORKER });
    expect(await statusOf(`${server.url}/worker/claim`, 'POST', JSON_BODY, '{}')).toBe(401);
    expect(
      await statusOf(`${server.url}/worker/claim`, 'POST', { ...JSON_BODY, authorization: `Bearer ${WORKER}` }, '{}'),
    ).toBe(400);
    expect((await server.graphql('{ viewer { role } }')).data.viewer.role).toBe('ADMIN');
    await server.remove();
  });
});
