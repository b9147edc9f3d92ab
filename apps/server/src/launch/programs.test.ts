import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Launched, Program } from './program.ts';
import { Programs } from './programs.ts';

let folder: string;

/** Writes its name into the file once it is asked to stop, a moment later: who does not wait for it comes first. */
const STOPS = `import { appendFileSync } from 'node:fs';
process.on('SIGTERM', () => setTimeout(() => {
  appendFileSync(process.argv[3], process.argv[2] + '\\n');
  process.exit(0);
}, 100));
process.send({ ready: true, url: 'http://127.0.0.1:1/' + process.pid });
setInterval(() => {}, 1000);
`;

const program = (name: string, ended = 'ended'): Program => ({
  ...{ name, file: path.join(folder, 'stops.mjs'), arguments: [name, path.join(folder, ended)] },
  ...{ env: {}, withoutSecrets: true, stopMs: 5_000 },
});
const pidOf = (one: Launched): number => Number(new URL(one.url() ?? '').pathname.slice(1));

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-programs-'));
  await writeFile(path.join(folder, 'stops.mjs'), STOPS);
});
afterAll(() => rm(folder, { recursive: true }));

describe('programs that need one another', () => {
  it('stop one after another, the last first, and none is started after that', async () => {
    const programs = new Programs();
    for (const name of ['dashboard', 'server', 'worker']) await programs.start(program(name));
    const stopped = programs.stop();
    await expect(programs.start(program('second'))).rejects.toThrow(/^the second could not be started/);
    await stopped;
    expect(await readFile(path.join(folder, 'ended'), 'utf8')).toBe('worker\nserver\ndashboard\n');
  });

  it('are not started again, whoever ends first once they are asked to stop', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const programs = new Programs();
    const first = await programs.start(program('first'));
    await programs.start(program('last'));
    const stopped = programs.stop();
    process.kill(pidOf(first), 'SIGKILL');
    await stopped;
    expect(stderr).not.toHaveBeenCalled();
    stderr.mockRestore();
  });

  it('end at once when they are killed, without being asked', async () => {
    const programs = new Programs();
    const one = await programs.start(program('one', 'asked'));
    const pid = pidOf(one);
    programs.kill();
    await one.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(path.join(folder, 'asked'))).toBe(false);
  });
});
