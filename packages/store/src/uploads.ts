import { type Kysely, sql } from 'kysely';
import { UploadRefused } from './errors.ts';
import { isId, newId } from './ids.ts';
import type { UploadRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export function uploads(kysely: Kysely<Tables>, blobs: Store['blobs']): Store['uploads'] {
  const byId = async (id: string): Promise<UploadRow | null> => {
    if (!isId(id)) return null;
    const { rows } = await sql<UploadRow>`
      select id, file_name as "fileName", size_bytes as "sizeBytes", sha256, received_sha256 as "receivedSha256",
        expires_at as "expiresAt"
      from uploads where id = ${id}`.execute(kysely);
    return rows[0] ?? null;
  };
  const known = async (id: string): Promise<UploadRow> => {
    const upload = await byId(id);
    if (upload === null) throw new UploadRefused(`bytes need an upload that was created; there is no ${id}`, 'unknown');
    return upload;
  };
  return {
    async create(upload) {
      const id = newId();
      await kysely
        .insertInto('uploads')
        .values({
          id,
          file_name: upload.fileName,
          size_bytes: upload.sizeBytes,
          sha256: upload.sha256,
          expires_at: upload.expiresAt,
        })
        .execute();
      return known(id);
    },
    byId,
    async receive(id, bytes) {
      const upload = await known(id);
      if (upload.receivedSha256 !== null) throw receivedBefore(id);
      if (upload.expiresAt.getTime() < Date.now()) {
        throw new UploadRefused(
          `an upload must be sent before it expires; ${id} did at ${upload.expiresAt.toISOString()}`,
          'expired',
        );
      }
      const blob = await blobs.put(exactly(bytes, upload.sizeBytes), {
        sha256: upload.sha256 ?? undefined,
        maximumBytes: upload.sizeBytes,
      });
      const { rows } = await sql`update uploads set received_sha256 = ${blob.sha256}
        where id = ${id} and received_sha256 is null returning id`.execute(kysely);
      if (rows.length === 0) throw receivedBefore(id);
      return known(id);
    },
  };
}

const receivedBefore = (id: string): UploadRefused =>
  new UploadRefused(`an upload receives its bytes once; ${id} has them already`, 'received');

/** Fails at the end where fewer bytes came than were said; more of them the blob's cap refuses. */
async function* exactly(bytes: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncIterable<Uint8Array> {
  let received = 0;
  for await (const chunk of bytes) {
    received += chunk.byteLength;
    yield chunk;
  }
  if (received < sizeBytes) {
    throw new UploadRefused(`an upload must have the ${sizeBytes} bytes it was created for; got ${received}`, 'size');
  }
}
