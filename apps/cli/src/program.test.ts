import { expect, test } from 'vitest';
import { NETWORK, typed } from './testing/passband.ts';

test('passband --help is a page with an example of every command, --version a version', async () => {
  const { code, stdout } = await typed(['--help']);
  expect(code).toBe(0);
  const [commands = '', examples] = stdout.split('Examples:');
  const names = [...commands.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name).filter((name) => name !== 'help');
  expect(names).toHaveLength(14);
  for (const name of names) expect(examples).toMatch(new RegExp(`passband ${name}\\b`));
  expect(await typed(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
});

test('wrong usage of a command leads to its own help', async () => {
  const { stderr } = await typed(['measure', NETWORK]);
  expect(stderr).toContain('Try passband measure --help.');
  expect(await typed(['start', 'path-spectrum'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Try passband start path-spectrum --help.'),
  });
});

test('passband runtimes lists them all, each with its device or why it is not here', async () => {
  const { code, stdout } = await typed(['runtimes']);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^\S+ +(available {4}|not here {5})\S/);
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    ...['tensorflow/cuda', 'tensorflow/cpu', 'tfjs/webgpu', 'tfjs/wasm', 'onnx/cuda', 'onnx/webgpu', 'onnx/cpu'],
  ]);
  expect(stdout).toMatch(/^onnx\/cpu +available/m);
});
