import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const GRAPH = fileURLToPath(new URL('../../../test/reference/formats/tfjs-graph', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'passband-fingerprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

test('a file has its own sha256', async () => {
  const file = join(GRAPH, 'group1-shard1of1.bin');
  expect(await fingerprint(file)).toBe(sha256(readFileSync(file)));
});

test('a folder has that of its sorted lines, and a model.json stands for its folder', async () => {
  const lines = readdirSync(GRAPH).map((name) => `${sha256(readFileSync(join(GRAPH, name)))}  ${name}\n`);
  const expected = sha256(lines.sort().join(''));
  expect(await fingerprint(GRAPH)).toBe(expected);
  expect(await fingerprint(join(GRAPH, 'model.json'))).toBe(expected);
});

test('the lines are in order of their sha256, and name files in folders with slashes', async () => {
  const names = ['a', 'b', 'c', 'd/e', 'd/f', 'g'];
  mkdirSync(join(folder, 'many/d'), { recursive: true });
  for (const name of names) writeFileSync(join(folder, 'many', name), name);
  const lines = names.map((name) => `${sha256(name)}  ${name}\n`);
  expect(lines.toSorted()).not.toEqual(lines);
  expect(await fingerprint(join(folder, 'many'))).toBe(sha256(lines.toSorted().join('')));
});

test('other weights are another network, though its model.json is the same', async () => {
  const copy = join(folder, 'copy');
  cpSync(GRAPH, copy, { recursive: true });
  const before = await fingerprint(join(copy, 'model.json'));
  expect(before).toBe(await fingerprint(GRAPH));
  writeFileSync(join(copy, 'group1-shard1of1.bin'), 'other weights');
  expect(await fingerprint(join(copy, 'model.json'))).not.toBe(before);
});

test('weights in a file beside a network are part of it', async () => {
  const [model, weights] = [join(folder, 'net.onnx'), join(folder, 'net.data')];
  writeFileSync(model, 'model');
  writeFileSync(weights, 'weights');
  const whole = await fingerprint(model, ['net.data']);
  expect(whole).toBe(sha256([`${sha256('model')}  net.onnx\n`, `${sha256('weights')}  net.data\n`].sort().join('')));
  writeFileSync(weights, 'others');
  expect(await fingerprint(model, ['net.data'])).not.toBe(whole);
  expect(await fingerprint(model)).toBe(sha256('model'));
});
