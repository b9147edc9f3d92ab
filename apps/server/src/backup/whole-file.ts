import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a whole file that its owner alone may read or, where that fails, none of it; it is there after a power cut too.
 * @returns how many bytes it has
 */
export async function writeWhole(file: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    const size = await written(await open(unfinished, 'wx', 0o600), bytes);
    await rename(unfinished, file);
    await synced(dirname(file));
    return size;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function written(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  try {
    let size = 0;
    for await (const chunk of bytes) {
      await file.writeFile(chunk);
      size += chunk.byteLength;
    }
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
