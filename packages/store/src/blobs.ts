import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { diskFullOr, errorCode, UploadRefused } from './errors.ts';
import { newId } from './ids.ts';
import { Mutex } from './mutex.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

type Blobs = Store['blobs'];

/** Files by the sha256 of their content, in a folder that is locked by this process. */
export async function openBlobs(
  dataFolder: string,
  kysely: Kysely<Tables>,
): Promise<Blobs & { settled(): Promise<void> }> {
  const folder = join(dataFolder, 'blobs');
  const workFolder = join(dataFolder, 'work');
  await mkdir(folder, { recursive: true });
  await emptied(workFolder);
  const running = new Set<Promise<unknown>>();
  // A file that comes in again while it is removed would be a row without a file.
  const alone = new Mutex();
  const place = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));

  const put: Blobs['put'] = async (bytes, options = {}) => {
    const temporary = join(workFolder, `${newId()}.blob`);
    try {
      const written = await write(temporary, bytes, options);
      await alone.run(async () => {
        await moveInto(temporary, place(written.sha256));
        await sql`insert into blobs (sha256, size_bytes) values (${written.sha256}, ${written.sizeBytes})
          on conflict (sha256) do update set created_at = now()`.execute(kysely);
      });
      return written;
    } catch (error) {
      await rm(temporary, { force: true });
      throw diskFullOr(error, dataFolder);
    }
  };

  return {
    put(bytes, options) {
      const work = put(bytes, options);
      const forget = (): void => {
        running.delete(work);
      };
      running.add(work);
      work.then(forget, forget);
      return work;
    },
    async file(sha256) {
      const row = await kysely.selectFrom('blobs').select('size_bytes').where('sha256', '=', sha256).executeTakeFirst();
      return row === undefined ? null : { path: place(sha256), sizeBytes: row.size_bytes };
    },
    removeUnused: (olderThanMs) =>
      alone.run(async () => {
        const removed = await forgetUnused(kysely, olderThanMs);
        for (const sha256 of removed) await rm(place(sha256), { force: true });
        return removed.length;
      }),
    workFolder,
    async settled() {
      await Promise.allSettled(running);
    },
  };
}

/** Uploads that expired, then rows of files that nothing names: what a worker or a client sent just now may be named soon. */
async function forgetUnused(kysely: Kysely<Tables>, olderThanMs: number): Promise<string[]> {
  await sql`delete from uploads where expires_at < now()`.execute(kysely);
  const { rows } = await sql<{ sha256: string }>`
    delete from blobs b where b.created_at < now() - ${olderThanMs} * interval '1 ms'
      and not exists (select from models where sha256 = b.sha256)
      and not exists (select from datasets where sha256 = b.sha256 or canonical_sha256 = b.sha256)
      and not exists (select from uploads where received_sha256 = b.sha256)
      and not exists (select from noise_fittings where checkpoint = b.sha256 or network = b.sha256)
    returning sha256`.execute(kysely);
  return rows.map(({ sha256 }) => sha256);
}

async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Bytes into a file, hashed on the way and flushed to the disk; refused as soon as they are not what was said. */
async function write(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  options: { sha256?: string | undefined; maximumBytes?: number | undefined },
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  const maximumBytes = options.maximumBytes ?? Number.POSITIVE_INFINITY;
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
  if (options.sha256 !== undefined && options.sha256.toLowerCase() !== sha256) {
    throw new UploadRefused(`the bytes' sha256 must be ${options.sha256}; got ${sha256}`, 'sha256');
  }
  return { sha256, sizeBytes };
}

/** A finished file to its place, such that it is there after a power cut too. Content that is there already stays. */
async function moveInto(temporary: string, file: string): Promise<void> {
  const there = await stat(file).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (there !== null) {
    await rm(temporary);
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await rename(temporary, file);
  await synced(dirname(file));
  await synced(dirname(dirname(file)));
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
