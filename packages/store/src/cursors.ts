import { CursorInvalid } from './errors.ts';
import { isId } from './ids.ts';

/** Keys of a row in the order of its listing. */
export type CursorKey = string | number | boolean | null;

export const encodeCursor = (keys: readonly CursorKey[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

const isKey = (value: unknown): value is CursorKey =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The keys, if each passes its test. Throws CursorInvalid. */
export function decodeCursor(cursor: string, tests: readonly ((key: CursorKey) => boolean)[]): CursorKey[] {
  const keys = parse(cursor);
  if (!Array.isArray(keys) || keys.length !== tests.length) throw new CursorInvalid(cursor);
  return tests.map((test, k) => {
    const key: unknown = keys[k];
    if (!isKey(key) || !test(key)) throw new CursorInvalid(cursor);
    return key;
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new CursorInvalid(cursor);
  }
}

export const isTime = (key: CursorKey): boolean =>
  typeof key === 'string' && /^\d{4}-\d\d-\d\dT/.test(key) && !Number.isNaN(Date.parse(key));

export const isIdKey = (key: CursorKey): boolean => typeof key === 'string' && isId(key);
