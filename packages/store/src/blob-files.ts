import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, UploadRefused } from './errors.ts';

/** A blob's name and size. */
export interface Blob {
  sha256: string;
  sizeBytes: number;
}

/** What bytes must be to be kept. */
export interface Expected {
  sha256?: string | undefined;
  maximumBytes?: number | undefined;
}

/** That a file was used can't be noted: it is gone, another user's, or on a disk that is only read. */
const NOT_NOTED = new Set(['ENOENT', 'EPERM', 'EACCES', 'EROFS']);

/** Files by sha256 in a folder of this process. */
export class BlobFiles {
  readonly #folder: string;

  /** The folder is made with the first file. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a blob's file is, or would be. */
  place(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256.slice(2));
  }

  /** Whether all of a blob is here. */
  async has({ sha256, sizeBytes }: Blob): Promise<boolean> {
    return (await sizeOf(this.place(sha256))) === sizeBytes;
  }

  /** Whether all of a blob is here, which is in use from now on; where its file is another user's, that can't be noted. */
  async use(blob: Blob): Promise<boolean> {
    const now = new Date();
    try {
      await utimes(this.place(blob.sha256), now, now);
    } catch (error) {
      if (!NOT_NOTED.has(errorCode(error) ?? '')) throw error;
    }
    return this.has(blob);
  }

  /** A finished file to its place, such that it is there after a power cut too. Content that is there already stays. */
  async move(temporary: string, blob: Blob): Promise<void> {
    if (await this.has(blob)) return rm(temporary);
    const file = this.place(blob.sha256);
    await mkdir(dirname(file), { recursive: true });
    await rename(temporary, file);
    await synced(dirname(file));
    await synced(dirname(dirname(file)));
  }

  remove(sha256: string): Promise<void> {
    return rm(this.place(sha256), { force: true });
  }

  /** The sha256 of all files that are here. */
  async all(): Promise<string[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => basename(parentPath) + name);
  }

  /** Removes the least recently used of these, while they are more than so many bytes; what was used since `usedMs` stays. */
  async shrink(names: readonly string[], maximumBytes: number, usedMs: number): Promise<void> {
    const files = await Promise.all(
      names.map(async (sha256) => ({ sha256, ...(await sizeAndUse(this.place(sha256))) })),
    );
    let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    for (const { sha256, sizeBytes, usedAtMs } of files.sort((a, b) => a.usedAtMs - b.usedAtMs)) {
      if (total <= maximumBytes || usedAtMs >= usedMs) return;
      await this.remove(sha256);
      total -= sizeBytes;
    }
  }
}

/** Makes a folder, or removes everything in it. */
export async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Bytes into a new file, hashed on the way and flushed to the disk; refused as soon as they are not what was said. */
export async function write(file: string, bytes: AsyncIterable<Uint8Array>, expected: Expected): Promise<Blob> {
  const hash = createHash('sha256');
  const maximumBytes = expected.maximumBytes ?? Number.POSITIVE_INFINITY;
  let sizeBytes = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of bytes) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maximumBytes) {
        throw new UploadRefused(`a file must have at most ${maximumBytes} bytes; got ${sizeBytes} and more`, 'size');
      }
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  const sha256 = hash.digest('hex');
  if (expected.sha256 !== undefined && expected.sha256.toLowerCase() !== sha256) {
    throw new UploadRefused(`the bytes' sha256 must be ${expected.sha256}; got ${sha256}`, 'sha256');
  }
  return { sha256, sizeBytes };
}

/** Whether there is a file or folder. */
export const isThere = async (path: string): Promise<boolean> => (await found(path)) !== null;

/** Bytes of a file; null where there is none. */
async function sizeOf(file: string): Promise<number | null> {
  return (await found(file))?.size ?? null;
}

/** Of a file that is gone: no bytes, used last long ago. */
async function sizeAndUse(file: string): Promise<{ sizeBytes: number; usedAtMs: number }> {
  const there = await found(file);
  return { sizeBytes: there?.size ?? 0, usedAtMs: there?.mtimeMs ?? 0 };
}

async function found(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** What a folder or a file holds is there after a power cut too. */
export async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
