import { type FileHandle, open } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import type { Blob } from './blob-files.ts';
import type { Tables } from './tables.ts';

/** Bytes of all parts of a blob's content but the last. */
export const PART_BYTES = 2 ** 20;
/** Parts of one transaction: a file of many gigabytes holds nothing up for long. */
const PARTS_AT_ONCE = 8;

const partsOf = (sizeBytes: number): number => Math.ceil(sizeBytes / PART_BYTES);

/**
 * A file's content into the database, part by part, with the blob's row. Where it is there already, only the row is touched.
 * Other servers may store the same, or remove it as long as nothing names it: what they removed is stored again.
 */
export async function storeParts(kysely: Kysely<Tables>, file: string, blob: Blob): Promise<void> {
  if (await touched(kysely, blob)) return;
  const handle = await open(file, 'r');
  try {
    while (!(await storeAll(kysely, handle, blob))) {}
  } finally {
    await handle.close();
  }
}

/** Goes through the file once. False where a part of it was removed in the meantime. */
async function storeAll(kysely: Kysely<Tables>, handle: FileHandle, blob: Blob): Promise<boolean> {
  const count = partsOf(blob.sizeBytes);
  let isWhole = false;
  for (let from = 0; from < count; from += PARTS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(PARTS_AT_ONCE, count - from) }, (_, k) => from + k);
    isWhole = await kysely.transaction().execute(async (transaction) => {
      // Holds the row until the end of the transaction: nobody removes what is stored in it.
      await touch(transaction, blob);
      for (const number of await missing(transaction, blob, numbers)) {
        const bytes = await partOf(handle, number, blob.sizeBytes);
        await transaction.insertInto('blob_parts').values({ sha256: blob.sha256, number, bytes }).execute();
      }
      return from + PARTS_AT_ONCE >= count && hasAll(transaction, blob);
    });
  }
  return isWhole;
}

/** Touches a blob whose content is there. False where it is not. */
function touched(kysely: Kysely<Tables>, blob: Blob): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    if (!(await hasAll(transaction, blob))) return false;
    await touch(transaction, blob);
    return hasAll(transaction, blob);
  });
}

/** The row of a blob, made or as new: what was touched just now is not removed. */
export async function touch(transaction: Kysely<Tables>, { sha256, sizeBytes }: Blob): Promise<void> {
  await sql`insert into blobs (sha256, size_bytes) values (${sha256}, ${sizeBytes})
    on conflict (sha256) do update set created_at = now()`.execute(transaction);
}

async function missing(transaction: Kysely<Tables>, { sha256 }: Blob, numbers: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`select number from blob_parts
    where sha256 = ${sha256} and number = any(${numbers}::int[])`.execute(transaction);
  const there = new Set(rows.map(({ number }) => number));
  return numbers.filter((number) => !there.has(number));
}

async function hasAll(kysely: Kysely<Tables>, { sha256, sizeBytes }: Blob): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from blob_parts where sha256 = ${sha256}`.execute(kysely);
  return rows[0]?.count === partsOf(sizeBytes);
}

async function partOf(handle: FileHandle, number: number, sizeBytes: number): Promise<Buffer> {
  const start = number * PART_BYTES;
  const bytes = Buffer.alloc(Math.min(PART_BYTES, sizeBytes - start));
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
  if (bytesRead === bytes.length) return bytes;
  throw new Error(`a file of ${sizeBytes} bytes must have them; it ends at ${start + bytesRead}`);
}

/** Blobs whose content is not in the database, or not all of it: an earlier version kept it in the folders of servers. */
export async function withoutContent(kysely: Kysely<Tables>): Promise<Blob[]> {
  const { rows } = await sql<Blob>`select b.sha256, b.size_bytes as "sizeBytes" from blobs b
    where (select count(*) from blob_parts p where p.sha256 = b.sha256) < ceil(b.size_bytes / ${PART_BYTES}::float8)
    order by b.created_at`.execute(kysely);
  return rows;
}

/** A blob's content, a part at a time; null where the database does not have all of it. */
export async function contentOf(kysely: Kysely<Tables>, blob: Blob): Promise<AsyncIterable<Uint8Array> | null> {
  return (await hasAll(kysely, blob)) ? parts(kysely, blob) : null;
}

async function* parts(kysely: Kysely<Tables>, { sha256, sizeBytes }: Blob): AsyncIterable<Uint8Array> {
  for (let number = 0; number < partsOf(sizeBytes); number += 1) {
    const part = await kysely
      .selectFrom('blob_parts')
      .select('bytes')
      .where('sha256', '=', sha256)
      .where('number', '=', number)
      .executeTakeFirst();
    if (part === undefined) throw new Error(`blob ${sha256} was removed while it was read`);
    yield part.bytes;
  }
}
