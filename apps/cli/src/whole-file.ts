import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/**
 * Writes the whole file or, where that fails, none of it. What is there and is no file, such as /dev/stdout or a pipe, is
 * written to as it is: a file in its place would be no device any more.
 */
export async function writeWhole(file: string, content: Iterable<string> | AsyncIterable<Uint8Array>): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there !== null && !there.isFile()) return write(await open(file, 'w'), content);
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    await write(await open(unfinished, 'w'), content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Into a file that is open: a stream that opens it itself may still do so after it failed, and after the file was removed. */
async function write(file: FileHandle, content: Iterable<string> | AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(content, file.createWriteStream());
}
