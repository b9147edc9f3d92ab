import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from './errors.ts';

/** Makes sure, before the work, that the result can be written after it. Throws InputError. */
export async function checkResultFile(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const folder = dirname(file);
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new InputError(`--json needs a folder that can be written; ${folder} is not there or can't be`);
  }
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new InputError(`--json needs a file; ${file} is a folder`);
}

/** Writes the whole result or, where that fails, none of it. */
export async function writeResult(file: string, result: unknown): Promise<void> {
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    await writeFile(unfinished, `${JSON.stringify(result, null, 2)}\n`);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
