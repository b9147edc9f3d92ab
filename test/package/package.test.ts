import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { lockedVersions } from '../../apps/cli/pack/locked-versions.ts';
import { writePackage } from '../../apps/cli/pack/packed.ts';
import { root, temporaryFolder, withoutSettings } from '../end-to-end/passband.ts';

/**
 * The command line as `npm run pack` packs it, beside the packages that its package.json names and no others; as npm installs it,
 * from the registry, `npm run test:package` has it.
 */
const packageJson = z.object({
  bin: z.object({ passband: z.string() }),
  dependencies: z.record(z.string(), z.string()).default({}),
});
const DATA = path.join(root, 'test/reference');

let place: Awaited<ReturnType<typeof temporaryFolder>>;
let installed: string;
let packed: z.infer<typeof packageJson> & { programs: string[] };

beforeAll(async () => {
  place = await temporaryFolder();
  installed = path.join(place.folder, 'node_modules/passband');
  await writePackage(root, installed);
  const { bin, dependencies } = packageJson.parse(await jsonOf(path.join(installed, 'package.json')));
  const files = await readdir(installed, { recursive: true });
  packed = { bin, dependencies, programs: files.filter((file) => file.endsWith('.js')) };
  for (const name of Object.keys(dependencies)) await link(name);
});
afterAll(() => place?.remove());

const jsonOf = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

async function link(name: string): Promise<void> {
  const to = path.join(place.folder, 'node_modules', name);
  await mkdir(path.dirname(to), { recursive: true });
  await symlink(path.join(root, 'node_modules', name), to, 'junction');
}

function passband(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(installed, packed.bin.passband), ...args], {
    ...{ cwd: place.folder, env: withoutSettings(process.env) },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (said.stdout += String(text)));
  child.stderr.on('data', (text) => (said.stderr += String(text)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

describe('the package.json of the packed command line', () => {
  test('names every package that a packed program names, of those that our packages have for it', async () => {
    const ours = ['cli', 'worker', 'server'].map((name) => `apps/${name}`);
    const others = (await readdir(path.join(root, 'packages'))).map((name) => `packages/${name}`);
    const files = await Promise.all(
      [...ours, ...others].map((folder) => jsonOf(path.join(root, folder, 'package.json'))),
    );
    const had = files.flatMap((file) => Object.keys(packageJson.omit({ bin: true }).parse(file).dependencies));
    const programs = await Promise.all(packed.programs.map((file) => readFile(path.join(installed, file), 'utf8')));
    const loaded = (name: string) => new RegExp(`(?:from|import|[(]) ?"${name}(?:/[^"]*)?"`);
    const named = [...new Set(had)].filter((name) => programs.some((program) => loaded(name).test(program)));
    expect(named.length).toBeGreaterThan(15);
    // tsx runs the source where nothing is built.
    expect(named.filter((name) => !(name in packed.dependencies))).toEqual(['tsx']);
  });

  test('has the versions of the lock file, exactly', async () => {
    const { packages } = z
      .object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
      .parse(await jsonOf(path.join(root, 'package-lock.json')));
    const locked = Object.keys(packed.dependencies).map((name) => [name, packages[`node_modules/${name}`]?.version]);
    expect(packed.dependencies).toEqual(Object.fromEntries(locked));
  });

  test('is not written where two of our folders have a package in two versions', () => {
    const lock = {
      packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b/node_modules/a': { version: '3.0.0' } },
    };
    expect(lockedVersions(lock, ['a'])).toEqual({ a: '1.0.0' });
    const two = { packages: { ...lock.packages, 'apps/cli/node_modules/a': { version: '2.0.0' } } };
    expect(() => lockedVersions(two, ['a'])).toThrow('must have one version of a; got 1.0.0, 2.0.0');
    expect(() => lockedVersions(lock, ['@a/a'])).toThrow('must have one version of @a/a; got none');
  });
});

describe('the packed command line, without a file of ours beside it,', () => {
  test('has help and runtimes', async () => {
    expect(await passband('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('passband measure') });
    const { stdout } = await passband('runtimes');
    expect(stdout).toMatch(/^onnx\/cpu +available/m);
    expect(stdout).toMatch(/^tfjs\/wasm +available/m);
  });

  test.each([
    ['onnx/cpu', 'formats/nhwc-twin.onnx'],
    ['tfjs/wasm', 'formats/tfjs-graph/model.json'],
  ])('measures on %s', async (runtime, network) => {
    const images = ['--dataset', path.join(DATA, 'engine/colour.npz'), '--pairs', '2'];
    const { code, stdout, stderr } = await passband(
      'measure',
      path.join(DATA, network),
      '--runtime',
      runtime,
      ...images,
    );
    expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`(${runtime}, `);
    expect(stdout).toMatch(/^within classes +0\.\d{4} ± /m);
  });

  test('starts the worker, which asks its server', async () => {
    const server = createServer((_, response) => response.writeHead(401).end()).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const { port } = z.object({ port: z.number() }).parse(server.address());
      const { code, stderr } = await passband('worker', '--server', `http://127.0.0.1:${port}`);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("PASSBAND_WORKER_TOKEN must be the server's"),
      });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('reads archives, and asks where data is to be put', async () => {
    const ended = await Promise.all([
      passband('restore', 'package.json', '--check'),
      passband('backup', 'a.tar.gz', '--data', 'nothing'),
      passband('backup', 'a.tar.gz'),
      passband('restore', 'a.tar.gz'),
    ]);
    expect(ended).toMatchObject([
      { code: 1, stderr: expect.stringMatching(/^passband: an archive must /) },
      { code: 1, stderr: expect.stringMatching(/^passband: a data folder must hold/) },
      { code: 2, stderr: expect.stringContaining('outside the project') },
      { code: 2, stderr: expect.stringContaining('outside the project') },
    ]);
  });
});
