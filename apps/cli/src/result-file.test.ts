import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkResultFile, writeResult } from './result-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passband-result-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a result is written piece by piece as JSON.stringify writes it at once', async () => {
  const paths = Array.from({ length: 2500 }, (_, k) => ({ k, text: 'a\nb', inner: { list: [k], none: [] } }));
  const result = { name: 'x', 'a "key"': null, numbers: [1, 2.5], none: [], inner: { mean: [0.1] }, paths };
  const file = join(folder, 'result.json');
  await writeResult(file, result);
  expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(result, null, 2)}\n`);
});

test('a result that cannot be written leaves nothing', async () => {
  const file = join(folder, 'broken.json');
  await expect(writeResult(file, { size: 1n })).rejects.toThrow('BigInt');
  expect((await readdir(folder)).filter((name) => name.startsWith('broken'))).toEqual([]);
});

test('a folder in place of a file is refused before the work', async () => {
  await expect(checkResultFile(folder)).rejects.toThrow(`--json needs a file; ${folder} is a folder`);
});
