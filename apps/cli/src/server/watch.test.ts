import { describe, expect, test } from 'vitest';
import { httpServer } from '../testing/http-server.ts';
import { typed } from '../testing/passband.ts';

const change = (status: string, done: number, error: string | null = null) => {
  const named = { id: 'x', name: 'it' };
  const state = { id: 'measurement-1', status, error, method: 'PATH_SPECTRUM', warnings: ['look at it'] };
  const data = { measurementChanged: { ...state, model: named, dataset: named, progress: { done, total: 9 } } };
  return `event: next\ndata: ${JSON.stringify({ data })}\n\n`;
};
const estimate = { mean: 0.25, lower: 0.2, upper: 0.3 };

/** A server whose streams hold these texts, one after another, and are cut after each; the last is asked for again and again. */
async function watched(...streams: string[]) {
  let asked = 0;
  const server = await httpServer((request, response) => {
    if (request.url === '/graphql/stream') response.end(streams[asked++] ?? streams.at(-1));
    else response.end(JSON.stringify({ data: { measurement: { within: estimate, between: null } } }));
  });
  return typed(['watch', 'measurement-1', '--server', server]);
}

describe('passband watch', () => {
  test('ends with what a measurement found, and with exit code 0', async () => {
    const { code, stdout, stderr } = await watched(change('RUNNING', 3) + change('SUCCEEDED', 9));
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'warning: look at it\n' });
    expect(stdout).toBe(
      `path-spectrum of it on it\n${'high-frequency fraction within classes'.padEnd(40)} 0.2500 (0.2000 to 0.3000)\n`,
    );
  });

  test('asks again where the stream was cut', async () => {
    const { code } = await watched(change('RUNNING', 3), '', change('SUCCEEDED', 9));
    expect(code).toBe(0);
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
