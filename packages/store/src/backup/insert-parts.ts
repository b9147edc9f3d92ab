import { type Kysely, sql } from 'kysely';
import { PART_BYTES } from '../blob-parts.ts';
import type { Tables } from '../tables.ts';

/** A file's content into the database. */
export async function insertParts(
  transaction: Kysely<Tables>,
  sha256: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  let number = 0;
  const insert = async (part: Buffer): Promise<void> => {
    await sql`insert into blob_parts (sha256, number, bytes) values (${sha256}, ${number}, ${part})`.execute(
      transaction,
    );
    number += 1;
  };
  let left = Buffer.alloc(0);
  for await (const chunk of bytes) {
    left = Buffer.concat([left, chunk]);
    while (left.length >= PART_BYTES) {
      await insert(left.subarray(0, PART_BYTES));
      left = left.subarray(PART_BYTES);
    }
  }
  if (left.length > 0) await insert(left);
}
