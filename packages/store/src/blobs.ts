import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Blob, BlobFiles, type Expected, emptied, write } from './blob-files.ts';
import { contentOf, storeParts, touch, withoutContent } from './blob-parts.ts';
import type { Database } from './database.ts';
import { diskFullOr, UploadRefused } from './errors.ts';
import { newId } from './ids.ts';
import { Mutex } from './mutex.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { removeBlob, removeExpiredUploads, removeParts, unusedBlobs } from './unused-blobs.ts';

type Blobs = Store['blobs'];
export type OpenedBlobs = Blobs & { settled(): Promise<void> };

/** Where a blob's bytes are kept. */
interface Keeping {
  files: BlobFiles;
  /** A blob's row, and its bytes out of a file that is then gone. */
  keep(temporary: string, blob: Blob): Promise<void>;
  /** Sees to it that its file is there; false where its bytes are nowhere. */
  bring(blob: Blob): Promise<boolean>;
  remove(sha256: string, olderThanMs: number): Promise<boolean>;
  /** Removes files that no row names, and copies that are too many. */
  tidy(): Promise<void>;
}

/** What was asked for so lately may still be read. */
const IN_USE_MS = 60 * 60_000;

export interface BlobOptions {
  /** Of copies of what is kept in a shared database. */
  copiesMaximumBytes?: number | undefined;
  /** How long a copy stays after it was asked for. */
  inUseMs?: number;
}

/** Files by the sha256 of their content, in a folder that is locked by this process. */
export async function openBlobs(
  dataFolder: string,
  database: Database,
  options: BlobOptions = {},
): Promise<OpenedBlobs> {
  const { kysely } = database;
  const workFolder = join(dataFolder, 'work');
  await emptied(workFolder);
  const keeping = database.isShared
    ? await inDatabase(dataFolder, kysely, workFolder, options)
    : await onDisk(dataFolder, kysely);
  const running = new Set<Promise<unknown>>();
  const awaited = <T>(work: Promise<T>): Promise<T> => {
    const forget = (): void => {
      running.delete(work);
    };
    running.add(work);
    work.then(forget, forget);
    return work;
  };
  const put: Blobs['put'] = async (bytes, expected: Expected = {}) => {
    const temporary = join(workFolder, `${newId()}.blob`);
    try {
      const written = await write(temporary, bytes, expected);
      await keeping.keep(temporary, written);
      return written;
    } catch (error) {
      await rm(temporary, { force: true });
      throw diskFullOr(error, dataFolder);
    }
  };
  return {
    put: (bytes, expected) => awaited(put(bytes, expected)),
    async file(sha256) {
      const row = await kysely.selectFrom('blobs').select('size_bytes').where('sha256', '=', sha256).executeTakeFirst();
      if (row === undefined) return null;
      const blob = { sha256, sizeBytes: row.size_bytes };
      if (!(await awaited(keeping.bring(blob)))) return null;
      return { path: keeping.files.place(sha256), sizeBytes: blob.sizeBytes };
    },
    async removeUnused(olderThanMs) {
      await removeExpiredUploads(kysely, olderThanMs);
      const removals = await settledInTurn(await unusedBlobs(kysely, olderThanMs), (sha256) =>
        keeping.remove(sha256, olderThanMs),
      );
      await keeping.tidy();
      // One that can't be removed holds no other up.
      for (const one of removals) if (one.status === 'rejected') throw one.reason;
      return removals.filter((one) => one.status === 'fulfilled' && one.value).length;
    },
    workFolder,
    async settled() {
      await Promise.allSettled(running);
    },
  };
}

/**
 * With the embedded database, which no other process has: in the folder alone. The row comes before the file and goes after
 * it, so that a process that is killed leaves no file without a row; a row without its file is one that nothing names yet.
 */
async function onDisk(dataFolder: string, kysely: Kysely<Tables>): Promise<Keeping> {
  const files = new BlobFiles(join(dataFolder, 'blobs'));
  await mkdir(join(dataFolder, 'blobs'), { recursive: true });
  const alone = new Mutex();
  return {
    files,
    keep: (temporary, blob) =>
      alone.run(async () => {
        await touch(kysely, blob);
        await files.move(temporary, blob);
      }),
    bring: (blob) => files.has(blob),
    remove: (sha256, olderThanMs) =>
      alone.run(() => removeBlob(kysely, sha256, olderThanMs, () => files.remove(sha256))),
    async tidy() {},
  };
}

/** With a database that servers share: in the database, and in each server's folder copies of what it was asked for. */
async function inDatabase(
  dataFolder: string,
  kysely: Kysely<Tables>,
  workFolder: string,
  { copiesMaximumBytes = Number.POSITIVE_INFINITY, inUseMs = IN_USE_MS }: BlobOptions,
): Promise<Keeping> {
  await storeEarlier(dataFolder, kysely);
  const files = new BlobFiles(join(dataFolder, 'copies'));
  await mkdir(join(dataFolder, 'copies'), { recursive: true });
  // What is put or asked for while copies are tidied keeps its file.
  const alone = new Mutex();
  const coming = new Map<string, Promise<boolean>>();
  const fetched = async (blob: Blob): Promise<boolean> => {
    const content = await contentOf(kysely, blob);
    if (content === null) return false;
    const temporary = join(workFolder, `${newId()}.blob`);
    try {
      await write(temporary, content, { sha256: blob.sha256, maximumBytes: blob.sizeBytes });
      await alone.run(() => files.move(temporary, blob));
      return true;
    } catch (error) {
      await rm(temporary, { force: true });
      if (error instanceof UploadRefused) throw new Error(`blob ${blob.sha256} is damaged: ${error.message}`);
      throw diskFullOr(error, dataFolder);
    }
  };
  return {
    files,
    async keep(temporary, blob) {
      await storeParts(kysely, temporary, blob);
      await alone.run(() => files.move(temporary, blob));
    },
    async bring(blob) {
      if (await alone.run(() => files.use(blob))) return true;
      const known = coming.get(blob.sha256);
      if (known !== undefined) return known;
      const brought = fetched(blob).finally(() => coming.delete(blob.sha256));
      coming.set(blob.sha256, brought);
      return brought;
    },
    async remove(sha256, olderThanMs) {
      await removeParts(kysely, sha256, olderThanMs);
      return removeBlob(kysely, sha256, olderThanMs, async () => {});
    },
    tidy: () =>
      alone.run(async () => {
        const copies = await files.all();
        const { rows } = await sql<{ sha256: string }>`
          select sha256 from blobs where sha256 = any(${copies}::text[])`.execute(kysely);
        const named = new Set(rows.map((row) => row.sha256));
        for (const sha256 of copies) if (!named.has(sha256)) await files.remove(sha256);
        await files.shrink([...named], copiesMaximumBytes, Date.now() - inUseMs);
      }),
  };
}

async function settledInTurn<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  for (const item of items) results.push(...(await Promise.allSettled([work(item)])));
  return results;
}

/** Content that an earlier version kept in this server's folder only. It is left there: the embedded database may need it. */
async function storeEarlier(dataFolder: string, kysely: Kysely<Tables>): Promise<void> {
  const earlier = new BlobFiles(join(dataFolder, 'blobs'));
  for (const blob of await withoutContent(kysely))
    if (await earlier.has(blob)) await storeParts(kysely, earlier.place(blob.sha256), blob);
}
