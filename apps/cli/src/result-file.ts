import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from './errors.ts';
import { writeWhole } from './whole-file.ts';

/** Makes sure, before the work, that the result can be written after it. Throws InputError, with the option that names the file. */
export async function checkResultFile(file: string | undefined, option = '--json'): Promise<void> {
  if (file === undefined) return;
  const folder = dirname(file);
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new InputError(`${option} needs a folder that can be written; ${folder} is not there or can't be`);
  }
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new InputError(`${option} needs a file; ${file} is a folder`);
}

/** Writes the whole result or, where that fails, none of it. */
export function writeResult(file: string, result: Record<string, unknown>): Promise<void> {
  return writeWhole(file, jsonOf(result));
}

/** Items of a list that are written at once. */
const ITEMS = 1000;

/** `JSON.stringify(result, null, 2)` in pieces: the paths of a large measurement are longer than a string can be. */
function* jsonOf(result: Record<string, unknown>): Generator<string> {
  let before = '{';
  for (const [key, value] of Object.entries(result)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length) yield* listOf(value);
    else yield indented(value, '  ');
    before = ',';
  }
  yield '\n}\n';
}

function* listOf(items: readonly unknown[]): Generator<string> {
  for (let from = 0; from < items.length; from += ITEMS) {
    const some = items.slice(from, from + ITEMS).map((item) => `\n    ${indented(item, '    ')}`);
    yield `${from ? ',' : '['}${some.join(',')}`;
  }
  yield '\n  ]';
}

function indented(value: unknown, indentation: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indentation}`);
}
