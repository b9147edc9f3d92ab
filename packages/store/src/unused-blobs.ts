import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Nothing names the blob `b`, and it came in longer ago than that: what was sent just now may be named soon. */
const isUnused = (olderThanMs: number) => sql`b.created_at < now() - ${olderThanMs} * interval '1 ms'
  and not exists (select from models where sha256 = b.sha256)
  and not exists (select from datasets where sha256 = b.sha256 or canonical_sha256 = b.sha256)
  and not exists (select from uploads where received_sha256 = b.sha256)
  and not exists (select from noise_fittings where checkpoint = b.sha256 or network = b.sha256)`;

/** Uploads that expired so long ago: until then what is registered of one has its bytes. */
export async function removeExpiredUploads(kysely: Kysely<Tables>, olderThanMs: number): Promise<void> {
  await sql`delete from uploads where expires_at < now() - ${olderThanMs} * interval '1 ms'`.execute(kysely);
}

export async function unusedBlobs(kysely: Kysely<Tables>, olderThanMs: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select b.sha256 from blobs b where ${isUnused(olderThanMs)}`.execute(kysely);
  return rows.map(({ sha256 }) => sha256);
}

/** Parts of one transaction: one that removed all of a file of many gigabytes would be given up. */
const PARTS_AT_ONCE = 256;

/** Removes the content of a blob from the database, as long as it is unused. */
export async function removeParts(kysely: Kysely<Tables>, sha256: string, olderThanMs: number): Promise<void> {
  while (await ifUnused(kysely, sha256, olderThanMs, (transaction) => removeSomeParts(transaction, sha256))) {}
}

/** False where none was left. */
async function removeSomeParts(transaction: Kysely<Tables>, sha256: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`delete from blob_parts where sha256 = ${sha256} and number in
    (select number from blob_parts where sha256 = ${sha256} order by number limit ${PARTS_AT_ONCE})`.execute(
    transaction,
  );
  return numAffectedRows > 0n;
}

/**
 * Removes the row of a blob, where it is still unused once nobody else can touch it; `before` comes first.
 * False where it is used again, or another server removed it.
 */
export async function removeBlob(
  kysely: Kysely<Tables>,
  sha256: string,
  olderThanMs: number,
  before: () => Promise<void>,
): Promise<boolean> {
  return ifUnused(kysely, sha256, olderThanMs, async (transaction) => {
    await before();
    await sql`delete from blobs where sha256 = ${sha256}`.execute(transaction);
    return true;
  });
}

/** False where it is used, or is not there. */
async function ifUnused(
  kysely: Kysely<Tables>,
  sha256: string,
  olderThanMs: number,
  work: (transaction: Kysely<Tables>) => Promise<boolean>,
): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    await sql`select from blobs where sha256 = ${sha256} for update`.execute(transaction);
    // A statement of its own: it sees what was stored while the row was waited for.
    const { rows } = await sql`
      select from blobs b where sha256 = ${sha256} and ${isUnused(olderThanMs)}`.execute(transaction);
    return rows.length > 0 && work(transaction);
  });
}
