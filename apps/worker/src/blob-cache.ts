import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { FetchLock } from './fetch-lock.ts';

/** Fetches the bytes of a blob. */
export type FetchBlob = (sha256: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

/** What was asked for so lately is in use, by this worker or by another that shares the folder. */
export const IN_USE_MS = 10 * 60_000;

/**
 * Blobs that were fetched once, by sha256, on this machine's disk; the least recently used go when they are too many.
 * Slots of one worker and several workers may share a folder: who wants what another is fetching waits for it.
 */
export class BlobCache {
  readonly #folder: string;
  readonly #maximumBytes: number;
  readonly #fetchBlob: FetchBlob;

  constructor(folder: string, maximumBytes: number, fetchBlob: FetchBlob) {
    this.#folder = folder;
    this.#maximumBytes = maximumBytes;
    this.#fetchBlob = fetchBlob;
  }

  /** A file that holds the blob. `extension` as in '.model', to tell files apart for people. */
  async file(sha256: string, extension: string, signal: AbortSignal): Promise<string> {
    const target = path.join(this.#folder, sha256 + extension);
    if (await isHere(target)) return target;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const lock = await FetchLock.of(target, () => isHere(target), signal);
    // Another fetched it meanwhile.
    if (lock === null) return target;
    try {
      await this.#fetch(sha256, target, signal);
    } finally {
      await lock.release();
    }
    await this.#shrink(Date.now() - IN_USE_MS);
    return target;
  }

  async #fetch(sha256: string, target: string, signal: AbortSignal): Promise<void> {
    // A name of its own: who takes over from one that seemed dead, in another container say, must not write to the same file.
    const temporary = `${target}.${randomUUID()}.part`;
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    try {
      const body = await this.#fetchBlob(sha256, signal);
      // Opened first: a stream that opens the file itself may still do so after it failed, and after the file was removed.
      const file = await open(temporary, 'w', 0o600);
      // On the disk before it has its name: a name that is there is believed, after a power cut too.
      const written = file.createWriteStream({ flush: true });
      await pipeline(Readable.fromWeb(body as NodeReadableStream<Uint8Array>), hashing, written, { signal });
      const got = hash.digest('hex');
      if (got !== sha256) throw new Error(`blob ${sha256} arrived with other bytes (sha256 ${got})`);
      await rename(temporary, target);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Removes what is too much, transfers that a killed worker left among it; what was used since `usedMs` stays. */
  async #shrink(usedMs: number): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(names.map((name) => sizeAndUse(path.join(this.#folder, name))));
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { file, size, mtimeMs } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= this.#maximumBytes || mtimeMs >= usedMs) return;
      // Another worker may have begun to use it since.
      if ((await sizeAndUse(file)).mtimeMs >= usedMs) continue;
      await rm(file, { force: true });
      total -= size;
    }
  }
}

/** Whether a file is there; it is in use from now on. */
function isHere(file: string): Promise<boolean> {
  const now = new Date();
  return utimes(file, now, now).then(
    () => true,
    () => false,
  );
}

async function sizeAndUse(file: string): Promise<{ file: string; size: number; mtimeMs: number }> {
  const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
  return { file, size, mtimeMs };
}
