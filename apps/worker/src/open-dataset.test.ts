import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeCanonical } from '@passband/datasets';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OpenDataset } from './open-dataset.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-open-dataset-'));
  file = path.join(folder, 'dataset.passband');
  // Two grey images of one pixel, and their labels, as IDX files.
  await writeFile(
    path.join(folder, 'train-images-idx3-ubyte'),
    Buffer.from('000008030000000200000001000000010709', 'hex'),
  );
  await writeFile(path.join(folder, 'train-labels-idx1-ubyte'), Buffer.from('00000801000000020001', 'hex'));
  await writeCanonical(folder, file);
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

test('a dataset that is asked for again is still open, and stays so however long it is read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const open = new OpenDataset(1000);
  const dataset = await open.of(file);
  open.rest();
  expect(await open.of(file)).toBe(dataset);
  vi.advanceTimersByTime(1_000_000);
  expect(await dataset.read(1)).toEqual(Uint8Array.of(9));
  await dataset.close();
});

test('one that nobody asks for is closed, so that its file gives its room back once it is removed', async () => {
  const open = new OpenDataset(1);
  const dataset = await open.of(file);
  open.rest();
  const state = () =>
    dataset.read(0).then(
      () => 'open',
      () => 'closed',
    );
  await expect.poll(state).toBe('closed');
});

test('a file that was removed and fetched again is opened anew, and the removed one closed', async () => {
  const open = new OpenDataset();
  const removed = await open.of(file);
  await copyFile(file, `${file}.part`);
  await rename(`${file}.part`, file);
  const fetched = await open.of(file);
  expect(fetched).not.toBe(removed);
  await expect(removed.read(0)).rejects.toThrow();
  expect(await fetched.read(0)).toEqual(Uint8Array.of(7));
  await fetched.close();
});
