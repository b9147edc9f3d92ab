import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ownFolder } from './own-folder.ts';

let among: string;
beforeEach(async () => {
  among = await mkdtemp(path.join(os.tmpdir(), 'passband-among-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(among, { recursive: true, force: true });
});

/** A folder as a worker of this process id left it, so many seconds ago. */
async function left(pid: number, secondsAgo: number): Promise<string> {
  const name = `passband-work-${pid}-abc${secondsAgo}`;
  await mkdir(path.join(among, name));
  await writeFile(path.join(among, name, 'checkpoint'), 'bytes');
  const then = new Date(Date.now() - 1000 * secondsAgo);
  await utimes(path.join(among, name), then, then);
  return name;
}

/** No process has it: they end far below. */
const NOBODY = 2 ** 30;

test('what workers left that were killed goes when another starts, also one that had its process id; what is in use stays', async () => {
  await left(NOBODY, 600);
  await left(process.pid, 600);
  const stay = [await left(NOBODY, 1), await left(process.ppid, 600), 'passband-worker-1000'];
  await mkdir(path.join(among, 'passband-worker-1000'));
  const { folder, remove } = await ownFolder(among);
  expect((await readdir(among)).sort()).toEqual([...stay, path.basename(folder)].sort());
  await writeFile(path.join(folder, 'file'), 'bytes');
  await remove();
  expect((await readdir(among)).sort()).toEqual(stay.sort());
});

test('what a process of another user has stays', async () => {
  const name = await left(NOBODY, 600);
  const denied = Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  vi.spyOn(process, 'kill').mockImplementationOnce(() => {
    throw denied;
  });
  const { remove } = await ownFolder(among);
  await remove();
  expect(await readdir(among)).toEqual([name]);
});

test('one that lives touches its folder', async () => {
  const { folder, remove } = await ownFolder(among, { touchMs: 5, deadMs: 100 });
  await utimes(folder, new Date(0), new Date(0));
  await expect.poll(async () => (await stat(folder)).mtimeMs).toBeGreaterThan(0);
  await remove();
});

test('what one left that was killed just before this one started goes once it is dead for long enough', async () => {
  // Since it is looked at once more, and no sooner, it is a little older than what starts.
  await left(NOBODY, 0.1);
  const { folder, remove } = await ownFolder(among, { touchMs: 60_000, deadMs: 200 });
  // However long ago it was touched, its own is in use.
  await utimes(folder, new Date(0), new Date(0));
  await expect.poll(() => readdir(among)).toEqual([path.basename(folder)]);
  await remove();
});
