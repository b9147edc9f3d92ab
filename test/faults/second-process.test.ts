import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundled } from '../../packages/store/src/testing/bundled.ts';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { temporaryFolder, until } from '../end-to-end/passband.ts';
import { printed, times } from './figure.ts';
import { ServerProgram } from './server-program.ts';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let program = '';
beforeAll(async () => {
  data = await temporaryFolder();
  program = await bundled(new URL('../../packages/store/src/testing/contender.ts', import.meta.url));
});
afterAll(async () => {
  await rm(path.dirname(program), { recursive: true, force: true });
  await data.remove();
});

/** A process that takes folders, one after another. */
class Contender {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (this.child.stdout === null) throw new Error('a contender has an output');
    const lines: Interface = createInterface({ input: this.child.stdout });
    this.#lines = lines[Symbol.asyncIterator]();
  }

  take(folder: string): void {
    this.child.stdin?.write(`${folder}\n`);
  }

  async said(): Promise<string> {
    const { value } = await this.#lines.next();
    return String(value);
  }

  async killed(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'close');
  }
}

describe('of processes on one data folder', () => {
  it('the second is refused and told who holds it: while that one starts, runs, and is stopped', async () => {
    const folder = path.join(data.folder, 'held');
    await mkdir(path.join(folder, 'database'), { recursive: true });
    await copyMigratedPglite(path.join(folder, 'database'));
    const refusal = (pid: number | undefined): string =>
      `passband server: only one process may use a data folder; ${folder} is in use by process ${pid}\n`;
    const first = new ServerProgram({ dataFolder: folder });
    await until('the folder is taken', async () => readdirSync(folder).includes('lock.1') || null);
    expect(await new ServerProgram({ dataFolder: folder }).ended()).toBe(refusal(first.child.pid));
    await first.ready();
    expect(await new ServerProgram({ dataFolder: folder }).ended()).toBe(refusal(first.child.pid));
    first.child.kill('SIGSTOP');
    expect(await new ServerProgram({ dataFolder: folder }).ended()).toBe(refusal(first.child.pid));
    first.child.kill('SIGCONT');
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.stop('SIGTERM');
  });

  it('one of fifty that come at once gets it, also where its holder was killed; the others are told who', async () => {
    const rounds = times({ long: 200, short: 20 });
    const count = times({ long: 50, short: 12 });
    const folders = Array.from({ length: rounds }, (_, round) => path.join(data.folder, `round-${round}`));
    // Half of the folders were never used, of the others the holder was killed.
    const before = new Contender();
    expect(await before.said()).toBe('here');
    for (const [round, folder] of folders.entries()) {
      await mkdir(folder);
      if (round % 2 === 0) continue;
      before.take(folder);
      expect(await before.said()).toBe('held');
    }
    await before.killed();

    const contenders = Array.from({ length: count }, () => new Contender());
    for (const contender of contenders) expect(await contender.said()).toBe('here');
    const wrong: string[] = [];
    for (const folder of folders) {
      for (const contender of contenders) contender.take(folder);
      const said = await Promise.all(contenders.map((contender) => contender.said()));
      const holders = contenders.filter((_, k) => said[k] === 'held').map(({ child }) => child.pid);
      const refusal = `only one process may use a data folder; ${await realpath(folder)} is in use by process ${holders[0]}`;
      const others = said.filter((line) => line !== 'held' && line !== refusal);
      if (holders.length !== 1 || others.length > 0)
        wrong.push(`${folder}: ${holders.length} got it; ${others.length} heard other things, as ${others[0]}`);
    }
    await Promise.all(contenders.map((contender) => contender.killed()));
    printed({
      name: `${count} processes at once on one folder: not exactly one got it, or others did not hear who`,
      ...{ value: wrong.length, unit: 'folders', goal: '0', holds: wrong.length === 0, times: rounds },
    });
    expect(wrong).toEqual([]);
  });
});
