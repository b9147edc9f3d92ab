import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchProgram, type Program } from './program.ts';

let folder: string;

/** Says where it is: the address holds its process id and what it was started with. */
const READY = `const told = ['PORT', 'PASSBAND_TOKEN', 'GIVEN'].map((name) => process.env[name] ?? 'none').join('/');
process.send({ ready: true, url: 'http://127.0.0.1:1/' + process.pid + '/' + told });
setInterval(() => {}, 1000);
`;
/** Never says that it is ready. */
const SLOW = 'setInterval(() => {}, 1000);\n';
const FLAGGED = `process.send({ ready: true, url: 'http://127.0.0.1:1/' + process.execArgv });
setInterval(() => {}, 1000);
`;
const FAILS = 'process.exit(3);\n';
/** Ends as soon as it was ready. */
const RESTLESS = `process.send({ ready: true, url: 'http://127.0.0.1:1/' }, () => process.exit(4));
`;
const DEAF = `process.on('SIGTERM', () => {});\n${READY}`;

const program = (name: string, given: Partial<Program> = {}): Program => ({
  ...{ name, file: path.join(folder, `${name}.mjs`), arguments: [], env: {}, withoutSecrets: true, stopMs: 5_000 },
  ...given,
});
const pidOf = (url: string | null): number => Number(new URL(url ?? '').pathname.split('/')[1]);
const portOf = (url: string | null): string | undefined => new URL(url ?? '').pathname.split('/')[2];
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-launch-'));
  const texts = { ready: READY, slow: SLOW, flagged: FLAGGED, fails: FAILS, restless: RESTLESS, deaf: DEAF };
  for (const [name, text] of Object.entries(texts)) await writeFile(path.join(folder, `${name}.mjs`), text);
});
afterAll(() => rm(folder, { recursive: true }));

describe('a launched program', () => {
  it('is ready when it says so, and is gone once it is stopped', async () => {
    const one = launchProgram(program('ready'));
    await one.ready;
    const pid = pidOf(one.url());
    expect(isAlive(pid)).toBe(true);
    await one.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('that is stopped while it starts is gone too', async () => {
    const one = launchProgram(program('slow'));
    const ready = one.ready.catch((error: Error) => error.message);
    await one.stop();
    expect(await ready).toMatch(/^the slow could not be started/);
  });

  it('that ends before it is ready says how it ended, and is not started again', async () => {
    await expect(launchProgram(program('fails')).ready).rejects.toThrow('the fails could not be started (exit code 3)');
  });

  it('is started again when it ends by itself, at the port that it chose', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const one = launchProgram(program('ready', { env: { PORT: '0' } }));
    await one.ready;
    const first = pidOf(one.url());
    expect(portOf(one.url())).toBe('0');
    process.kill(first, 'SIGKILL');
    await expect.poll(() => pidOf(one.url())).not.toBe(first);
    expect(portOf(one.url())).toBe('1');
    expect(stderr).toHaveBeenCalledWith('passband: the ready ended (SIGKILL) and is started again\n');
    stderr.mockRestore();
    await one.stop();
  });

  it('that ended six times within a minute is given up, with the reason', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const one = launchProgram(program('restless'));
    const reason = new Promise((resolve) => one.onGivenUp(resolve));
    expect(await reason).toBe('the restless ended 6 times within a minute, last with exit code 4');
    expect(stderr).toHaveBeenCalledTimes(5);
    stderr.mockRestore();
  });

  it('that does not hear is killed', async () => {
    const one = launchProgram(program('deaf', { stopMs: 200 }));
    await one.ready;
    const pid = pidOf(one.url());
    await one.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('is started with the flags of Node that are meant for it', async () => {
    const one = launchProgram(program('flagged', { flags: ['--stack-trace-limit=7'] }));
    await one.ready;
    expect(one.url()).toMatch(/\/--enable-source-maps,--stack-trace-limit=7$/);
    await one.stop();
  });

  it('gets no secret but those it is given', async () => {
    vi.stubEnv('PASSBAND_TOKEN', 'secret');
    const without = launchProgram(program('ready', { env: { GIVEN: () => 'later' } }));
    const with_ = launchProgram(program('ready', { withoutSecrets: false }));
    await Promise.all([without.ready, with_.ready]);
    vi.unstubAllEnvs();
    expect(without.url()).toMatch(/\/none\/later$/);
    expect(with_.url()).toMatch(/\/secret\/none$/);
    await Promise.all([without.stop(), with_.stop()]);
  });
});
