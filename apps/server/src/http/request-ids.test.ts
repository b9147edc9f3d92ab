import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type GraphqlAnswer, TestServer } from '../testing/test-server.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a database says of itself. */
const SECRET = new Error('relation "models" does not exist: select m.id from models m at /srv/passband/store.js');

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.remove());
afterEach(() => vi.restoreAllMocks());

const idOf = async (route: string, headers: Record<string, string> = {}) =>
  (await fetch(server.url + route, { headers })).headers.get('x-request-id');

describe('every answer says what its request is called', () => {
  it.each(['/healthz', '/graphql', '/images/x/0.png', '/worker/nothing', '/models'])('%s', async (route) => {
    expect(await idOf(route)).toMatch(UUID);
    expect(await idOf(route)).not.toBe(await idOf(route));
  });

  it('by the client where that is sane, else anew', async () => {
    for (const given of ['a', 'trace-1.2:3_4', 'x'.repeat(100)])
      expect(await idOf('/healthz', { 'x-request-id': given })).toBe(given);
    for (const given of ['', ' ', 'a b', 'x'.repeat(101), '{"a":1}'])
      expect(await idOf('/healthz', { 'x-request-id': given })).toMatch(UUID);
  });
});

describe('an error of the database', () => {
  const loggedLines = () => server.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  const told = 'this failed on the server, not by your request; its log has it as';

  it('is told by GraphQL as the id of the request alone, under which the log has it', async () => {
    vi.spyOn(server.store.models, 'page').mockRejectedValue(SECRET);
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'mine-1' },
      body: JSON.stringify({ query: '{ models { totalCount } }' }),
    });
    const text = await response.text();
    expect(text).not.toMatch(/relation|select|srv/);
    const { errors } = JSON.parse(text) as GraphqlAnswer;
    expect(errors).toMatchObject([
      { message: `${told} mine-1`, extensions: { code: 'INTERNAL_SERVER_ERROR', id: 'mine-1' } },
    ]);
    expect(response.headers.get('x-request-id')).toBe('mine-1');
    expect(loggedLines()).toContainEqual(
      expect.objectContaining({ requestId: 'mine-1', err: expect.objectContaining({ message: SECRET.message }) }),
    );
  });

  it('is told by a route in the same way', async () => {
    vi.spyOn(server.store.datasets, 'byIds').mockRejectedValue(SECRET);
    const response = await fetch(`${server.url}/images/dataset-x/0.png`, { headers: { 'x-request-id': 'mine-2' } });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: `${told} mine-2` });
    expect(loggedLines()).toContainEqual(
      expect.objectContaining({ requestId: 'mine-2', err: expect.objectContaining({ message: SECRET.message }) }),
    );
  });
});
