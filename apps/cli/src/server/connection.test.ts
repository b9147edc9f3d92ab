import { describe, expect, test } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { Connection, Unreachable } from './connection.ts';
import { listDatasets } from './operations.ts';

const { signal } = new AbortController();

/** A server that answers every request so. */
function answering(status: number, body: string): Promise<string> {
  return httpServer((_, response) => response.writeHead(status).end(body));
}

const asked = (server: string, token?: string) =>
  new Connection({ server, ...(token !== undefined && { token }) }, signal).ask(listDatasets);

describe('a connection says', () => {
  test('how to get a server where none answers', async () => {
    await expect(asked('http://127.0.0.1:9')).rejects.toThrow(
      /^no server answers at http:\/\/127\.0\.0\.1:9 \(.+\): start one with `npm start`, or say where it is with --server/,
    );
  });

  test('that a token is wanted, or that this one is not known', async () => {
    const server = await answering(401, '{"error": "this needs an access token"}');
    await expect(asked(server)).rejects.toThrow(`${server} wants a token: give it with --token or PASSBAND_TOKEN`);
    await expect(asked(server, 'old')).rejects.toThrow('it does not know this one');
  });

  test('what the server says, of a route or of GraphQL', async () => {
    await expect(asked(await answering(403, '{"error": "this needs another role"}'))).rejects.toThrow(
      'this needs another role',
    );
    const errors = '{"errors": [{"message": "too deep"}, {"message": "too wide"}]}';
    await expect(asked(await answering(400, errors))).rejects.toThrow('too deep; too wide');
    await expect(asked(await answering(200, errors))).rejects.toThrow('too deep; too wide');
  });

  test('that an answer broke off', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"data"', () => response.destroy());
    });
    await expect(asked(server)).rejects.toThrow(`${server} broke off its answer`);
    await expect(asked(server)).rejects.toBeInstanceOf(Unreachable);
  });

  test.each([502, 503, 504])('that the server is away, where somebody answers %i for it', async (status) => {
    await expect(asked(await answering(status, '<html>'))).rejects.toBeInstanceOf(Unreachable);
  });

  test('that something else than Passband answers', async () => {
    await expect(asked(await answering(404, '<html>'))).rejects.toThrow(
      'does not answer as Passband does (status 404)',
    );
    await expect(asked(await answering(200, '<html>'))).rejects.toThrow('must be a Passband of this version');
    await expect(asked(await answering(200, '{"data": {"datasets": [{"id": 1}]}}'))).rejects.toThrow('datasets.0.id');
  });
});

test('a slash at the end of the address changes nothing', async () => {
  const server = await httpServer((request, response) =>
    response.end(JSON.stringify({ data: { datasets: [{ id: String(request.url), name: 'it' }] } })),
  );
  expect(await asked(`${server}/`)).toEqual({ datasets: [{ id: '/graphql', name: 'it' }] });
});
