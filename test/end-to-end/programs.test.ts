import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Passband, root } from './passband.ts';
import { usePassband } from './using-passband.ts';

/** The command line against a real server. */

const DEMO = path.join(root, 'packages/demo/data');
const BIN = path.join(root, 'apps/cli/bin/passband.mjs');
let folder: string;
let server: Passband;

usePassband(async (started) => {
  ({ passband: server, folder } = started);
  const dataset = path.join(DEMO, 'fashion-mnist-sample.npz');
  await done(['register', 'dataset', dataset, '--name', 'images']);
  const tags = ['--tag', 'augmentation=none', '--tag', 'seed=0', '--input-scale', 'unit'];
  const network = path.join(DEMO, 'networks/baseline-seed-0.onnx');
  await done(['register', 'model', network, '--name', 'net', ...tags, '--output', 'logits']);
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function passband(args: string[], token?: string): Promise<Ended> {
  const env = { ...process.env, PASSBAND_SERVER: server.url, ...(token !== undefined && { PASSBAND_TOKEN: token }) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** What a command that must end well prints. */
async function done(args: string[], token?: string): Promise<string> {
  const { code, stdout, stderr } = await passband(args, token);
  expect({ code, stderr: code ? stderr : '' }).toEqual({ code: 0, stderr: '' });
  return stdout.trim();
}

const ON = ['--model', 'net', '--dataset', 'images'];

test('a registered model has the tags and the output that were typed', async () => {
  const { model } = await server.query<{ model: unknown }>(
    '{ model(name: "net") { output inputScale tags { key value } classCount } }',
  );
  const tags = [
    { key: 'augmentation', value: 'none' },
    { key: 'seed', value: '0' },
  ];
  expect(model).toEqual({ output: 'LOGITS', inputScale: 'UNIT', classCount: 10, tags });
});

describe('every method is started, followed and ends with its numbers:', () => {
  test.each<[string, string[], RegExp]>([
    [
      'path-spectrum',
      [...ON, '--pairs', '3', '--scope', 'both', '--seed', '7'],
      /^high-frequency fraction within classes +0\.\d{4} \(/m,
    ],
    ['evaluation', ON, /^accuracy +0\.\d{4} \(0\.\d{4} to 0\.\d{4}\)$/m],
    ['jacobian-norm', [...ON, '--images', '20', '--directions', '4'], /^Jacobian norm +\d/m],
    ['fourier-heat-map', [...ON, '--images', '20', '--maximum-image-frequency', '1'], /^error rate, unshifted +0\.\d/m],
    [
      'noise-fitting',
      ['--dataset', 'images', '--architecture', 'mlp', '--epochs', '1', '--train-size', '200', '--frequency', '0.05'],
      /^minimum of noise fitting +-?\d/m,
    ],
  ])('%s', async (method, options, found) => {
    const stdout = await done(['start', method, ...options, '--watch']);
    expect(stdout).toMatch(/^measurement-\S+\n/);
    expect(stdout).toMatch(found);
  });
});

test('a start with the same key is the same measurement, which can be watched and exported', async () => {
  const start = ['start', 'path-spectrum', ...ON, '--pairs', '2', '--samples', '16', '--key', 'once'];
  const id = await done(start);
  expect(await done(start)).toBe(id);
  expect(await done(['watch', id])).toContain('path-spectrum of net on images');
  const csv = await done(['export', 'measurements', id, '--cutoff', '0.2']);
  expect(csv.split('\n')).toHaveLength(1 + 2 * (10 + 45));
  const file = path.join(folder, 'result.npz');
  await done(['export', 'measurements', id, '--format', 'npz', '--to', file]);
  expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
});

test('a cancelled measurement ends a watch with exit code 1', async () => {
  const id = await done(['start', 'path-spectrum', ...ON, '--pairs', '40', '--seed', '3']);
  await server.query('mutation ($id: ID!) { cancelMeasurement(input: { id: $id }) { measurement { id } } }', { id });
  const { code, stderr } = await passband(['watch', id]);
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^passband: ${id} was cancelled after [\\d,]+ images?$`, 'm'));
});

test('published results are imported once, and exported with a filter', async () => {
  expect(await done(['import', 'robustnets'])).toBe('447 models imported, 0 were there already');
  const file = path.join(DEMO, 'robustnets-metrics.json');
  expect(await done(['import', 'robustnets', file])).toBe('0 models imported, 447 were there already');
  const filter = JSON.stringify({ tag: { key: 'architecture', eq: 'Conv8' } });
  const rows = JSON.parse(
    await done([
      'export',
      'models',
      '--format',
      'json',
      '--filter',
      filter,
      '--metrics',
      'accuracy',
      '--dataset',
      'CIFAR-10',
    ]),
  );
  expect(JSON.stringify(rows)).toContain('"accuracy"');
});

test('a token lets its holder in as far as its role goes, until it is revoked', async () => {
  const { stdout, stderr } = await passband([
    'token',
    'create',
    '--name',
    'notebook',
    '--role',
    'viewer',
    '--expires',
    '2099-01-01',
  ]);
  const [secret, id = ''] = [stdout.trim(), /^token-\S+/.exec(stderr)?.[0]];
  expect(await done(['export', 'models'], secret)).toContain('net');
  const { code, stderr: refused } = await passband(['start', 'evaluation', ...ON], secret);
  expect({ code, refused }).toEqual({ code: 1, refused: expect.stringContaining('OPERATOR') });
  expect(await done(['token', 'list'])).toMatch(new RegExp(`^${id} +notebook +viewer +2099-01-01`, 'm'));
  expect(await done(['token', 'revoke', id])).toBe(`${id} holds no more`);
  expect(await done(['token', 'list'])).not.toContain(id);
});

test('the commands of docs/command-line.md work as they stand, one after another', async () => {
  const [, text = ''] = (await readFile(path.join(root, 'docs/command-line.md'), 'utf8')).split('## With a server');
  const [, block = ''] = /^```sh\n(.*?)^```$/ms.exec(text) ?? [];
  const file = path.join(folder, 'documented.npz');
  const script = block.replaceAll('npx passband', `"${process.execPath}" "${BIN}"`).replace('result.npz', `"${file}"`);
  const env = { ...process.env, PASSBAND_SERVER: server.url };
  const { stdout } = await promisify(execFile)('bash', ['-c', `set -eu\n${script}`], { cwd: root, env });
  expect(stdout).toContain('path-spectrum of my net on my images');
  expect(stdout).toContain(',my net,ONNX,');
  expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK');
});

describe('what cannot be done is said with what to do:', () => {
  test.each<[string, string[], number, string]>([
    [
      'a value that the server refuses',
      ['start', 'path-spectrum', ...ON, '--classes', '0,77'],
      2,
      '--classes must be indices from 0 to 9; got 77',
    ],
    [
      'a model that is not there',
      ['start', 'evaluation', '--model', 'nett', '--dataset', 'images'],
      1,
      'must be the name or id of a model',
    ],
    [
      'a dataset that is not there',
      ['start', 'evaluation', '--model', 'net', '--dataset', 'x'],
      1,
      'which has "CIFAR-10", "images", "my images"; got "x"',
    ],
    [
      'a name that is taken',
      ['register', 'model', path.join(DEMO, 'networks/baseline-seed-0.onnx'), '--name', 'net'],
      1,
      '"net" is taken',
    ],
    [
      'a file that is no network',
      ['register', 'model', path.join(root, 'package.json'), '--name', 'new'],
      1,
      'package.json',
    ],
    ['a folder', ['register', 'dataset', DEMO, '--name', 'new'], 1, 'pack what is in it (tar -czf'],
    ['a measurement that is not there', ['watch', 'measurement-9'], 1, 'id must be the id of a measurement'],
    ['an export that is not there', ['export', 'measurements', 'x'], 1, 'there is no measurement x'],
    [
      'a tag without value',
      ['register', 'model', 'net.onnx', '--name', 'x', '--tag', 'mixup'],
      2,
      'It must be KEY=VALUE',
    ],
    [
      'a server that is not there',
      ['token', 'list', '--server', 'http://127.0.0.1:9'],
      1,
      'no server answers at http://127.0.0.1:9',
    ],
  ])('%s', async (_, args, code, message) => {
    const ended = await passband(args);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(message) });
  });
});
