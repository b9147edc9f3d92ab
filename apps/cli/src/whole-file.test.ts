import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { folder } from './testing/passband.ts';
import { writeWhole } from './whole-file.ts';

describe('a file', () => {
  test('is there whole', async () => {
    const file = join(folder, 'whole.txt');
    await writeWhole(file, ['first ', 'second']);
    expect(await readFile(file, 'utf8')).toBe('first second');
  });

  test('stays as it was where writing fails, and nothing else is left', async () => {
    const file = join(folder, 'kept.txt');
    await writeWhole(file, ['old']);
    const broken = async function* () {
      yield new TextEncoder().encode('new');
      throw new Error('broken off');
    };
    await expect(writeWhole(file, broken())).rejects.toThrow('broken off');
    expect(await readFile(file, 'utf8')).toBe('old');
    expect((await readdir(folder)).filter((name) => name.startsWith('kept'))).toEqual(['kept.txt']);
  });

  test('that is a pipe is written to, and stays one', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [{ stdout }] = await Promise.all([
      promisify(execFile)('timeout', ['10', 'cat', pipe]),
      writeWhole(pipe, ['through']),
    ]);
    expect(stdout).toBe('through');
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });
});
