import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type Bytes, fileRange } from './byte-streams.ts';

/** sha256 of a file's bytes, in hexadecimal. */
export function fileSha256(handle: FileHandle, sizeBytes: number, name: string, signal?: AbortSignal): Promise<string> {
  return streamSha256(fileRange(handle, 0, sizeBytes, name, signal));
}

/** sha256 of all bytes of a stream, in hexadecimal. */
export async function streamSha256(bytes: Bytes): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

/** sha256 of the sorted lines `SHA256  RELATIVE/PATH`, each ended by a newline: `sha256sum FILES | LC_ALL=C sort | sha256sum`. */
export function linesSha256(files: readonly { relativePath: string; sha256: string }[]): string {
  const lines = files.map(({ relativePath, sha256 }) => Buffer.from(`${sha256}  ${relativePath}\n`));
  return createHash('sha256')
    .update(Buffer.concat(lines.sort(Buffer.compare)))
    .digest('hex');
}
