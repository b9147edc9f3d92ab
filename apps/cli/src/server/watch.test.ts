import { beforeEach, describe, expect, test, vi } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { typed } from '../testing/passband.ts';

const { waits } = vi.hoisted(() => ({ waits: [] as number[] }));
/** Nobody waits here: it is told how long it would be. */
vi.mock('node:timers/promises', async (original) => ({
  ...(await original<typeof import('node:timers/promises')>()),
  setTimeout: async (ms: number) => void waits.push(ms),
}));
beforeEach(() => {
  waits.length = 0;
});

const change = (status: string, done: number, error: string | null = null) => {
  const named = { id: 'x', name: 'it' };
  const state = { id: 'measurement-1', status, error, method: 'PATH_SPECTRUM', warnings: ['look at it'] };
  const data = { measurementChanged: { ...state, model: named, dataset: named, progress: { done, total: 9 } } };
  return `event: next\ndata: ${JSON.stringify({ data })}\n\n`;
};
const estimate = { mean: 0.25, lower: 0.2, upper: 0.3 };

/**
 * A server whose streams hold these texts, one after another, and are cut after each, or that is away where there is a null; the last
 * is asked for again and again.
 */
async function watched(...streams: (string | null)[]) {
  let asked = 0;
  const server = await httpServer((request, response) => {
    if (request.url === '/graphql/stream') {
      const stream = streams[Math.min(asked++, streams.length - 1)];
      response.writeHead(stream === null ? 503 : 200).end(stream);
    } else response.end(JSON.stringify({ data: { measurement: { within: estimate, between: null } } }));
  });
  return { ...(await typed(['watch', 'measurement-1', '--server', server])), asked };
}

describe('passband watch', () => {
  test('ends with what a measurement found, and with exit code 0', async () => {
    const { code, stdout, stderr } = await watched(change('RUNNING', 3) + change('SUCCEEDED', 9));
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'warning: look at it\n' });
    expect(stdout).toBe(
      `path-spectrum of it on it\n${'high-frequency fraction within classes'.padEnd(40)} 0.2500 (0.2000 to 0.3000)\n`,
    );
  });

  test('asks again where the stream was cut, and where the server is away', async () => {
    const { code, asked } = await watched(change('RUNNING', 3), '', null, change('SUCCEEDED', 9));
    expect({ code, asked }).toEqual({ code: 0, asked: 4 });
  });

  test.each([
    ['whose streams end at once', '', /^passband: http:\S+ ends every stream about measurement-1 at once\n$/],
    ['that stays away', null, /^passband: \S+ does not answer as Passband does \(status 503\)/],
  ])('asks a server %s 64 times, for about five minutes, at most 5 s apart', async (_, stream, message) => {
    const { code, stderr, asked } = await watched(change('RUNNING', 3), stream);
    expect({ code, asked }).toEqual({ code: 1, asked: 64 });
    expect(stderr).toMatch(message);
    expect(waits.slice(0, 6)).toEqual([250, 500, 1000, 2000, 4000, 5000]);
    expect(Math.max(...waits)).toBe(5000);
    expect(Math.round(waits.reduce((sum, ms) => sum + ms, 0) / 60_000)).toBe(5);
  });

  test('begins to count anew with every change', async () => {
    const away = Array<null>(62).fill(null);
    const { code, asked } = await watched(
      change('RUNNING', 1),
      ...away,
      change('RUNNING', 2),
      ...away,
      change('SUCCEEDED', 9),
    );
    expect({ code, asked }).toEqual({ code: 0, asked: 127 });
  });

  test('is a failure where the measurement is one, with its reason, and where it was cancelled', async () => {
    const failed = await watched(change('FAILED', 3, 'the network gives NaN'));
    expect(failed).toMatchObject({ code: 1, stderr: 'passband: measurement-1 failed: the network gives NaN\n' });
    const cancelled = await watched(change('CANCELLED', 3));
    expect(cancelled).toMatchObject({ code: 1, stderr: 'passband: measurement-1 was cancelled after 3 images\n' });
  });

  test('does not wait for a server that was never there', async () => {
    const { code, stderr } = await typed(['watch', 'measurement-1', '--server', 'http://127.0.0.1:9']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('no server answers') });
  });
});
