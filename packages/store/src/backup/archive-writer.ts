import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { sealOf } from './seal.ts';

/** Twice as fast as zlib's own choice, for a tenth more bytes. */
const GZIP_LEVEL = 3;

/** Puts entries into an archive, one after another; each ends when it was taken. */
export class ArchiveEntries {
  readonly #pack: Pack;
  readonly #mtime: Date;

  constructor(pack: Pack, mtime: Date) {
    this.#pack = pack;
    this.#mtime = mtime;
  }

  whole(name: string, content: Buffer): Promise<void> {
    return this.streamed(name, content.length, [content]);
  }

  /** Throws where the bytes are not as many as were said. */
  streamed(name: string, size: number, bytes: Iterable<Buffer> | AsyncIterable<Uint8Array>): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = this.#pack.entry({ name, size, mode: 0o600, mtime: this.#mtime }, (error) =>
        error ? reject(error) : resolve(),
      );
      // What went wrong with the bytes says more than that the entry ended.
      pipeline(Readable.from(bytes), entry, (error) => error && reject(error));
    });
  }
}

/**
 * The bytes of an archive whose entries `fill` puts in, as fast as they are read; returns what `fill` does. Where `fill` throws, so does reading; who
 * stops reading stops `fill`, which has ended when the reading has.
 */
export async function* archiveOf<T>(
  fill: (entries: ArchiveEntries) => Promise<T>,
  mtime: Date,
): AsyncGenerator<Uint8Array, T> {
  const tar = pack();
  const gzip = createGzip({ level: GZIP_LEVEL });
  // The error itself arrives at the reading side below; leaving that early destroys both.
  pipeline(tar, gzip, () => {});
  const filled = fill(new ArchiveEntries(tar, mtime)).then(
    (filled) => {
      tar.finalize();
      return filled;
    },
    (error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    },
  );
  filled.catch(() => {});
  const hash = createHash('sha256');
  try {
    for await (const chunk of gzip as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    const result = await filled;
    yield sealOf(hash.digest('hex'));
    return result;
  } catch (error) {
    // Its own reason, not that the stream ended early because of it.
    await filled;
    throw error;
  } finally {
    gzip.destroy();
    await filled.catch(() => {});
  }
}
