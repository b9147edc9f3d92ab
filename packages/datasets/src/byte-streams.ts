import type { FileHandle } from 'node:fs/promises';
import { DatasetError } from './errors.ts';

export type Bytes = AsyncIterable<Uint8Array>;

const CHUNK_BYTES = 256 * 1024;

/** Bytes start to end of a file, a chunk at a time. Throws DatasetError where the file ends before. */
export async function* fileRange(
  handle: FileHandle,
  start: number,
  end: number,
  name: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    signal?.throwIfAborted();
    const chunk = await readAt(handle, position, Math.min(CHUNK_BYTES, end - position), name);
    yield chunk;
    position += chunk.length;
  }
}

/** Exactly `length` bytes at `position`, in an array of their own. Throws DatasetError where the file ends before. */
export async function readAt(handle: FileHandle, position: number, length: number, name: string): Promise<Uint8Array> {
  if (!Number.isSafeInteger(position + length)) {
    throw new DatasetError(`${name} is damaged: it points to byte ${position}`);
  }
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) {
      throw new DatasetError(
        `${name} is cut off: byte ${position + length - 1} is needed, the file ends at ${position + done}`,
      );
    }
    done += bytesRead;
  }
  return bytes;
}

/** Writes all bytes at `position`. */
export async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** The first `length` bytes, or as many as there are; the stream is left after that. */
export async function head(chunks: Bytes, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, length - filled);
    bytes.set(part, filled);
    filled += part.length;
    if (filled === length) {
      break;
    }
  }
  return bytes.subarray(0, filled);
}

/** All `length` bytes of a stream that is known to have as many, read to its end so that what checks them there does. */
export async function whole(chunks: Bytes, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes;
}

/** All but the first `count` bytes. */
export async function* skip(chunks: Bytes, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    const rest = chunk.subarray(Math.min(left, chunk.length));
    left -= chunk.length - rest.length;
    if (rest.length > 0) {
      yield rest;
    }
  }
}

/** The same bytes in chunks that hold whole items of `itemBytes`. Bytes of a last, broken item are left out. */
export async function* wholeItems(chunks: Bytes, itemBytes: number): AsyncGenerator<Uint8Array> {
  let carried: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const joined = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const whole = joined.length - (joined.length % itemBytes);
    carried = joined.slice(whole);
    if (whole > 0) {
      yield joined.subarray(0, whole);
    }
  }
}

/** Passes on exactly `length` bytes. Throws DatasetError at the first byte too many, or at the end where some are missing. */
export async function* exactly(chunks: Bytes, length: number, name: string): AsyncGenerator<Uint8Array> {
  let count = 0;
  for await (const chunk of chunks) {
    count += chunk.length;
    if (count > length) {
      throw new DatasetError(`${name} unpacks to more than the ${length} bytes that it declares`);
    }
    yield chunk;
  }
  if (count < length) {
    throw new DatasetError(`${name} is cut off: it declares ${length} bytes and unpacks to ${count}`);
  }
}
