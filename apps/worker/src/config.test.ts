import { describe, expect, test } from 'vitest';
import { readWorkerConfig } from './config.ts';

const PASSBAND_SERVER_URL = 'http://127.0.0.1:4000/';

describe("a worker's environment", () => {
  test('needs no more than the address of a server', () => {
    expect(readWorkerConfig({ PASSBAND_SERVER_URL })).toMatchObject({
      ...{ serverUrl: 'http://127.0.0.1:4000', token: null, cacheBytes: 20e9, logLevel: 'info' },
      ...{ slots: null, drainSeconds: 25 },
    });
  });

  test.each<[NodeJS.ProcessEnv, string]>([
    [{}, 'PASSBAND_SERVER_URL must be the address of a Passband server, such as http://127.0.0.1:4000; got nothing'],
    [
      { PASSBAND_SERVER_URL: 'localhost' },
      'PASSBAND_SERVER_URL must be the address of a Passband server, such as http://127.0.0.1:4000; got "localhost"',
    ],
    [{ PASSBAND_SERVER_URL, PASSBAND_WORKER_TOKEN: '' }, 'PASSBAND_WORKER_TOKEN must be a token, or left out; got ""'],
    [
      { PASSBAND_SERVER_URL, PASSBAND_WORKER_CACHE_BYTES: 'much' },
      'PASSBAND_WORKER_CACHE_BYTES must be a number of bytes above 0; got "much"',
    ],
    [
      { PASSBAND_SERVER_URL, PASSBAND_EVALUATION_MEMORY_BYTES: '-1' },
      'PASSBAND_EVALUATION_MEMORY_BYTES must be a number of bytes above 0; got "-1"',
    ],
    [
      { PASSBAND_SERVER_URL, PASSBAND_WORKER_SLOTS: '1.5' },
      'PASSBAND_WORKER_SLOTS must be a whole number from 1 to 256, or left out; got "1.5"',
    ],
    [
      { PASSBAND_SERVER_URL, PASSBAND_WORKER_DRAIN_SECONDS: '-1' },
      'PASSBAND_WORKER_DRAIN_SECONDS must be a number of seconds from 0 to 86400; got "-1"',
    ],
    [
      { PASSBAND_SERVER_URL, PASSBAND_LOG_LEVEL: 'loud' },
      'PASSBAND_LOG_LEVEL must be one of debug, info, warn, error, silent; got "loud"',
    ],
  ])('%j is refused by its name, the rule and the value', (env, message) => {
    expect(() => readWorkerConfig(env)).toThrow(new Error(message));
  });
});
