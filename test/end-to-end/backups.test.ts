import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../packages/store/src/testing/free-port.ts';
import { copyMigratedPglite } from '../../packages/store/src/testing/pglite-template.ts';
import { Passband, root, temporaryFolder } from './passband.ts';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  data = await temporaryFolder();
});
afterAll(() => data.remove());

/** The command line, as it is installed. */
function passband(args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(root, 'apps/cli/bin/passband.mjs'), ...args], {
    cwd: data.folder,
    env: { PATH: process.env.PATH },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += String(text)));
  child.stderr.on('data', (text) => (said.stderr += String(text)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

const KEPT =
  '{ models(first: 100) { edges { node { id name tags { key value } metrics { name value recordedAt } } } } }';

describe('passband backup and passband restore', () => {
  it('save a running server, which goes on, and a stopped one; restored, another server has the same', async () => {
    const [port, dataFolder] = [await freePort(), path.join(data.folder, 'old')];
    await copyMigratedPglite(path.join(dataFolder, 'database'));
    const server = await Passband.start({ port, dataFolder, demo: false });
    const registered = ['register', 'model', path.join(root, 'packages/demo/data/networks/baseline-seed-0.onnx')];
    const named = ['--name', 'a net', '--tag', 'seed=0', '--server', server.url];
    expect(await passband([...registered, ...named])).toMatchObject({ code: 0 });
    const before = await server.query(KEPT);

    const held = await passband(['backup', 'a.tar.gz', '--data', dataFolder]);
    expect(held).toMatchObject({ code: 1, stdout: '' });
    expect(held.stderr).toMatch(/ is in use by process \d+\. .*: passband backup a\.tar\.gz --server http:\S+ /);

    const live = await passband(['backup', 'live.tar.gz', '--server', server.url]);
    expect(live).toMatchObject({ code: 0, stderr: '' });
    expect(live.stdout).toMatch(/^live\.tar\.gz \(.*\) is whole: saved at /);
    expect(live.stdout).toMatch(/\n {2}models +1\n/);
    await server.stop();

    const saved = await passband(['backup', 'stopped.tar.gz', '--data', dataFolder]);
    expect(saved).toMatchObject({ code: 0, stderr: '' });
    expect((await stat(path.join(data.folder, 'stopped.tar.gz'))).mode & 0o777).toBe(0o600);
    expect((await passband(['restore', '--check', 'stopped.tar.gz'])).stdout).toMatch(/\n {2}files +1 \(/);

    const fresh = path.join(data.folder, 'new');
    for (const file of ['live.tar.gz', 'stopped.tar.gz'])
      expect(await passband(['restore', file, '--data', `${fresh} of ${file}`])).toMatchObject({ code: 0, stderr: '' });
    const filled = await passband(['restore', 'live.tar.gz', '--data', `${fresh} of live.tar.gz`]);
    expect(filled).toMatchObject({ code: 1, stderr: expect.stringMatching(/^passband: a data folder must be empty/) });
    expect(await passband(['backup'])).toMatchObject({ code: 2 });

    const restored = await Passband.start({
      port: await freePort(),
      dataFolder: `${fresh} of live.tar.gz`,
      demo: false,
    });
    try {
      expect(await restored.query(KEPT)).toEqual(before);
    } finally {
      await restored.stop();
    }
  });
});
