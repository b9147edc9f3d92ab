import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root, until } from '../end-to-end/passband.ts';
import { ServerProgram } from '../faults/server-program.ts';
import { InstalledPassband, npmEnvironment } from './installed.ts';

/**
 * `npm run test:package [-- NPM-VERSION …]`: packs the command line, and with each version of npm (this machine's where none is
 * named) installs it into an empty folder from the registry, as docs/command-line.md says, runs what stands there, and has it
 * work with a server: register, measure as its worker, watch, back up, restore.
 */
const run = promisify(execFile);
const DATA = path.join(root, 'test/reference');
const DEMO = path.join(root, 'packages/demo/data');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const work = await mkdtemp(path.join(os.tmpdir(), 'passband-package-'));
try {
  const { stdout } = await run('npm', ['run', '--silent', 'package', '-w', '@passband/cli', '--', work], { cwd: root });
  const packed = stdout.trim();
  const versions = process.argv.slice(2);
  for (const version of versions.length > 0 ? versions : [null]) await tryWith(version, packed);
  say('the packed command line works elsewhere');
} finally {
  await rm(work, { recursive: true, force: true, maxRetries: 5 });
}

async function tryWith(version: string | null, packed: string): Promise<void> {
  const folder = path.join(work, `with-npm-${version ?? 'here'}`);
  await mkdir(folder);
  await copyFile(path.join(work, packed), path.join(folder, packed));
  await copyFile(path.join(DEMO, 'networks/baseline-seed-0.onnx'), path.join(folder, 'net.onnx'));
  await copyFile(path.join(DEMO, 'fashion-mnist-sample.npz'), path.join(folder, 'images.npz'));
  await runDocumented(version, folder);
  const passband = new InstalledPassband(folder);
  await measureTfjs(passband);
  await useServer(passband, folder);
}

/** The first block of the section, as it stands but for the version of npm. */
async function runDocumented(version: string | null, folder: string): Promise<void> {
  const page = await readFile(path.join(root, 'docs/command-line.md'), 'utf8');
  const [, section = ''] = page.split('\n## Elsewhere, without this repository\n');
  const [, block = ''] = /^```sh\n(.*?)^```$/ms.exec(section) ?? [];
  const elsewhere = block.split('\n').filter((line) => !line.startsWith('npm run pack'));
  const script = elsewhere
    .join('\n')
    .replace(/^npm install/m, version ? `npx -y npm@${version} install` : 'npm install');
  if (!script.includes('install')) throw new Error(`docs/command-line.md must say how to install; got ${script}`);
  const started = performance.now();
  const { stdout, stderr } = await run('bash', ['-c', `set -eux\n${script}`], { cwd: folder, env: npmEnvironment() });
  for (const expected of [/^tfjs\/wasm +available/m, /^onnx\/cpu +available/m, /^within classes +0\.\d{4} ± /m])
    if (!expected.test(stdout)) throw new Error(`what docs/command-line.md says must print ${expected}; got ${stdout}`);
  if (/npm (warn|error)/.test(stderr)) throw new Error(`npm must have nothing to warn of; got ${stderr}`);
  say(
    `npm ${version ?? 'here'}: installed and measured on onnx/cpu in ${Math.round((performance.now() - started) / 1000)} s`,
  );
}

async function measureTfjs(passband: InstalledPassband): Promise<void> {
  const network = path.join(DATA, 'formats/tfjs-graph/model.json');
  const images = ['--dataset', path.join(DATA, 'engine/colour.npz'), '--pairs', '2', '--runtime', 'tfjs/wasm'];
  const said = await passband.run('measure', network, ...images);
  if (!said.includes('(tfjs/wasm, ')) throw new Error(`it must measure on tfjs/wasm; got ${said}`);
  say('it measures on tfjs/wasm');
}

async function useServer(passband: InstalledPassband, folder: string): Promise<void> {
  const token = 'the-worker-of-this-test';
  const place = { dataFolder: path.join(folder, 'server'), env: { PASSBAND_WORKER_TOKEN: token } };
  const { server } = await ServerProgram.start(place);
  const worker = passband.start('worker', '--server', server.url, '--token', token);
  try {
    const at = ['--server', server.url];
    await passband.run('register', 'dataset', 'images.npz', '--name', 'images', ...at);
    await passband.run('register', 'model', 'net.onnx', '--name', 'net', ...at);
    await until('the worker has joined', async () => (worker.said.includes('joined') ? true : null));
    const on = ['--model', 'net', '--dataset', 'images', '--pairs', '2'];
    const id = (await passband.run('start', 'path-spectrum', ...on, ...at)).trim();
    const found = await passband.run('watch', id, ...at);
    if (!/^high-frequency fraction within classes +0\.\d{4} \(/m.test(found))
      throw new Error(`watch must end with what was found; got ${found}`);
    say('it registers, starts and watches, and its worker measures');
    await passband.run('backup', 'saved.tar.gz', ...at);
    await passband.run('restore', 'saved.tar.gz', '--check');
    await passband.run('restore', 'saved.tar.gz', '--data', 'restored');
    say('it backs up and restores');
  } finally {
    await worker.stop();
    await server.stop('SIGTERM');
  }
}
