import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answeredFile } from './answered-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'passband-answered-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

test('the time of the file is that of the last answer, to five seconds', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const inside = path.join(folder, 'made');
  const answered = answeredFile(inside);
  const touchedMs = () => statSync(path.join(inside, 'answered')).mtimeMs;
  answered();
  expect(touchedMs()).toBe(1_000_000);
  vi.setSystemTime(1_004_000);
  answered();
  expect(touchedMs()).toBe(1_000_000);
  vi.setSystemTime(1_006_000);
  answered();
  expect(touchedMs()).toBe(1_006_000);
});

test('a folder that can not be written to ends nothing', () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(() => answeredFile(file)()).not.toThrow();
});
