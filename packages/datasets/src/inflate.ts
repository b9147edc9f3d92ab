import { pipeline, Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import type { Bytes } from './byte-streams.ts';
import { DatasetError } from './errors.ts';

/** Unpacks a raw deflate stream or a gzip file. Damaged or incomplete data throw DatasetError that says after which byte. */
export async function* inflate(packed: Bytes, format: 'deflate' | 'gzip', name: string): AsyncGenerator<Uint8Array> {
  const inflater = format === 'gzip' ? createGunzip() : createInflateRaw();
  // The error itself arrives at the reading side below; leaving that early destroys both.
  pipeline(Readable.from(packed), inflater, () => {});
  let count = 0;
  try {
    for await (const chunk of inflater) {
      count += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')) {
      throw new DatasetError(`${name} is damaged: unpacking stops after ${count} bytes (${error.message})`, {
        cause: error,
      });
    }
    throw error;
  }
}
