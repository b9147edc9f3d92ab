import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FetchLock } from './fetch-lock.ts';

const TIMES = { lookMs: 5, keepMs: 20, staleMs: 400 };
const never = new AbortController().signal;
const absent = async () => false;
let folder: string;
let target: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'passband-lock-'));
  target = path.join(folder, 'file');
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

test('one that lives keeps its lock however long nothing comes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const times = { ...TIMES, keepMs: TIMES.staleMs / 2 };
  const first = await FetchLock.of(target, absent, never, times);
  const giveUp = new AbortController();
  const started = Date.now();
  const toldMs = async () => Math.round((await stat(`${target}.lock`)).mtimeMs);
  const second = FetchLock.of(
    target,
    async () => {
      // Far beyond what a dead one is waited for, by a clock that waits until the first has said that it lives.
      if (Date.now() - started > 3 * times.staleMs) giveUp.abort(new Error('it waited'));
      vi.advanceTimersByTime(times.keepMs);
      while ((await toldMs()) !== Date.now());
      return false;
    },
    giveUp.signal,
    times,
  );
  await expect(second).rejects.toThrow(/it waited|aborted/);
  await first?.release();
  expect(await readdir(folder)).toEqual([]);
});

test('there is none for a file that came, and whose lock went, before this one was made', async () => {
  const others = `${target}.lock`;
  await writeFile(others, 'another');
  let looks = 0;
  // It comes after the first look, and is seen by the second, under the lock that was made meanwhile.
  const isHere = async () => {
    looks += 1;
    if (looks === 1) await rm(others);
    return looks > 1;
  };
  expect(await FetchLock.of(target, isHere, never, TIMES)).toBeNull();
  expect(looks).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});

test('one whose lock was taken over leaves the other’s alone', async () => {
  const first = await FetchLock.of(target, absent, never, { ...TIMES, keepMs: 1e6 });
  await utimes(`${target}.lock`, new Date(0), new Date(0));
  const second = await FetchLock.of(target, absent, never, { ...TIMES, keepMs: 1e6 });
  await first?.release();
  expect(await readdir(folder)).toEqual(['file.lock']);
  await second?.release();
  expect(await readdir(folder)).toEqual([]);
});

test('one whose lock was taken over says no more that it lives', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const first = await FetchLock.of(target, absent, never, TIMES);
  await utimes(`${target}.lock`, new Date(0), new Date(0));
  const second = await FetchLock.of(target, absent, never, TIMES);
  expect(vi.getTimerCount()).toBe(2);
  vi.advanceTimersByTime(TIMES.keepMs);
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  await second?.release();
  await first?.release();
  expect(vi.getTimerCount()).toBe(0);
});
