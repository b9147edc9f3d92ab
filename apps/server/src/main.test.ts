import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyMigratedPglite } from '@passband/store/testing/pglite-template';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-main-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Program {
  child: ChildProcess;
  /** Its url, or what it said on stderr when it ended. */
  ready: Promise<{ url: string } | { code: number | null; stderr: string }>;
  /** What it said there so far. */
  stderr(): string;
}

function start(env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['--liftoff-only', PROGRAM], {
    env: { ...process.env, PASSBAND_PORT: '0', PASSBAND_LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ready = Promise.race([
    once(child, 'message').then(([message]) => message as { url: string }),
    once(child, 'close').then(([code]) => ({ code: code as number | null, stderr })),
  ]);
  return { child, ready, stderr: () => stderr };
}

async function urlOf({ ready }: Program): Promise<string> {
  const answer = await ready;
  if (!('url' in answer)) throw new Error(answer.stderr);
  return answer.url;
}

describe('the program', { timeout: 180_000 }, () => {
  it('says where it answers, refuses a second on its folder and port, and ends with 0 on SIGTERM and when its parent goes', async () => {
    const [dataFolder, otherFolder] = [path.join(folder, 'data'), path.join(folder, 'other')];
    for (const made of [dataFolder, otherFolder]) await copyMigratedPglite(path.join(made, 'database'));
    const first = start({ PASSBAND_DATA_DIR: dataFolder });
    const url = await urlOf(first);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });

    const [inUse, taken] = await Promise.all([
      start({ PASSBAND_DATA_DIR: dataFolder }).ready,
      start({ PASSBAND_DATA_DIR: otherFolder, PASSBAND_PORT: new URL(url).port }).ready,
    ]);
    expect(inUse).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        new RegExp(
          `^passband server: only one process may use a data folder; .* in use by process ${first.child.pid}\\n$`,
        ),
      ),
    });
    expect(taken).toMatchObject({
      code: 1,
      stderr: `passband server: PASSBAND_PORT must be a port that is free; ${new URL(url).port} on 127.0.0.1 is taken\n`,
    });

    // A stream and a claim that are open do not hold it up.
    const open = [
      fetch(`${url}/graphql/stream?query=${encodeURIComponent('subscription { measurementChanged { id } }')}`).then(
        (response) => response.text(),
      ),
      fetch(`${url}/worker/claim`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"id":"w","host":"h","runtimes":[],"imagesPerSecond":null}',
      }),
    ];
    await fetch(`${url}/healthz`);
    const stopped = performance.now();
    first.child.kill('SIGTERM');
    const [code] = await once(first.child, 'exit');
    expect(code).toBe(0);
    // Less than the 4.5 s after which it ends whatever hangs.
    expect(performance.now() - stopped).toBeLessThan(4_400);
    await Promise.allSettled(open);

    // Variables for traces that it does not know are warned of.
    const second = start({
      ...{ PASSBAND_DATA_DIR: dataFolder, PASSBAND_LOG_LEVEL: 'warn', OTEL_TRACES_SAMPLER: 'sometimes' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    });
    await urlOf(second);
    await expect.poll(() => second.stderr()).toMatch(/got grpc[\s\S]*got sometimes/);
    second.child.disconnect();
    expect((await once(second.child, 'exit'))[0]).toBe(0);
  });

  it.each([
    [
      'a data folder that is a file',
      { PASSBAND_DATA_DIR: 'FILE' },
      /^passband server: the data folder must be a folder that can be written to; /,
    ],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/none' },
      /^passband server: DATABASE_URL must name a PostgreSQL database that can be reached; /,
    ],
    [
      'an address for all without a token',
      { PASSBAND_HOST: '0.0.0.0' },
      /^passband server: PASSBAND_TOKEN must be set where PASSBAND_HOST /,
    ],
    ['a port that is none', { PASSBAND_PORT: 'http' }, /^passband server: PASSBAND_PORT must be a port/],
  ])('ends with 1 and one line on %s', async (_, env, line) => {
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    const dataFolder = 'PASSBAND_DATA_DIR' in env ? file : path.join(folder, 'fresh');
    const ended = await start({ ...env, PASSBAND_DATA_DIR: dataFolder }).ready;
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(line) });
    if ('stderr' in ended) {
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
      expect(ended.stderr).not.toContain('secret');
    }
  });
});
