import type { FileHandle } from 'node:fs/promises';
import { fileRange, head } from './byte-streams.ts';
import { DatasetError } from './errors.ts';
import { inflate } from './inflate.ts';

/** How a file is packed, or what it is by itself, as its first bytes say. */
export type FileKind = 'zip' | 'tar' | 'packed tar' | 'gzip' | 'array' | 'zeros' | 'pickle' | 'other';

const TAR_BLOCK = 512;

/** Tells a file by its content, whatever it is called. Throws DatasetError where it is empty. */
export async function kindOf(handle: FileHandle, name: string, sizeBytes: number): Promise<FileKind> {
  if (sizeBytes === 0) {
    throw new DatasetError(`${name} is empty`);
  }
  const begin = await head(fileRange(handle, 0, Math.min(sizeBytes, TAR_BLOCK), name), TAR_BLOCK);
  if (isTar(begin)) {
    return 'tar';
  }
  const text = Buffer.from(begin).toString('latin1');
  if (text.startsWith('\x1f\x8b')) {
    return (await holdsTar(handle, name, sizeBytes)) ? 'packed tar' : 'gzip';
  }
  const [, kind] = BEGINNINGS.find(([pattern]) => pattern.test(text)) ?? [];
  return kind ?? 'other';
}

/** PK: zip. A pickle begins with its protocol, or below protocol 2 with an empty dictionary. */
const BEGINNINGS: readonly [RegExp, FileKind][] = [
  [/^PK/, 'zip'],
  [/^\x93NUMPY/, 'array'],
  [/^\0\0/, 'zeros'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary formats begin with them
  [/^(\x80[\x02-\x05]|\(d|\}q)/, 'pickle'],
];

function isTar(block: Uint8Array): boolean {
  return Buffer.from(block.subarray(257, 262)).toString('latin1') === 'ustar';
}

async function holdsTar(handle: FileHandle, name: string, sizeBytes: number): Promise<boolean> {
  try {
    return isTar(await head(inflate(fileRange(handle, 0, sizeBytes, name), 'gzip', name), TAR_BLOCK));
  } catch (error) {
    if (error instanceof DatasetError) {
      return false;
    }
    throw error;
  }
}
