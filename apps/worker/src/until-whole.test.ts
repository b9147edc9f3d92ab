import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { ServerConnection, ServerRefused } from './server-connection.ts';
import { untilWhole } from './until-whole.ts';

const TRANSFER = { least: 1, mostMs: 10_000, first: 1, last: 2 };
const never = new AbortController().signal;
let close = () => {};
afterEach(() => {
  vi.useRealTimers();
  close();
});

/** A connection to a server that answers each request by the next of these, the last ones again and again. */
async function connectionTo(...answers: RequestListener[]): Promise<{ server: ServerConnection; asked(): number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server: new ServerConnection(`http://127.0.0.1:${address.port}`, null), asked: () => asked };
}

const whole: RequestListener = (_, response) => response.end('0123456789');
const cut: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-length': '10' });
  response.write('01234', () => response.destroy());
};
const unreached: RequestListener = (request) => request.destroy();
const answering =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status).end();

const transferOf = (server: ServerConnection) => async () => new Response(await server.blob('a', never)).text();

test('a transfer that breaks off in the middle, is not answered or meets a proxy without a server is begun again', async () => {
  const { server, asked } = await connectionTo(cut, unreached, answering(502), cut, whole);
  expect(await untilWhole(transferOf(server), never, TRANSFER)).toBe('0123456789');
  expect(asked()).toBe(5);
});

test('what the server refuses is not asked for again', async () => {
  const { server, asked } = await connectionTo(answering(404));
  await expect(untilWhole(transferOf(server), never, TRANSFER)).rejects.toThrow(ServerRefused);
  expect(asked()).toBe(1);
});

test('what this machine cannot do is not tried again', async () => {
  let tries = 0;
  const full = async () => {
    tries += 1;
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  await expect(untilWhole(full, never, TRANSFER)).rejects.toThrow('no space left');
  expect(tries).toBe(1);
});

test('a transfer that always breaks off is given up after a time, and at once where it is no longer wanted', async () => {
  const { server } = await connectionTo(cut);
  await expect(untilWhole(transferOf(server), never, { ...TRANSFER, mostMs: 50 })).rejects.toThrow(TypeError);
  await expect(untilWhole(transferOf(server), AbortSignal.abort(), TRANSFER)).rejects.toThrow(TypeError);
});

test.each([
  ['once, whatever it may take after that', 1, 1],
  ['as often as it may at least', 2, 3],
])('a transfer that was on its way for long before it broke off is begun again %s', async (_, broken, least) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let tries = 0;
  const large = async () => {
    tries += 1;
    vi.advanceTimersByTime(60_000);
    if (tries <= broken) throw new TypeError('terminated');
    return 'whole';
  };
  expect(await untilWhole(large, never, { ...TRANSFER, least, mostMs: 20 })).toBe('whole');
});
