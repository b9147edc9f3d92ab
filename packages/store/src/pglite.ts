import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { type DatabaseStopped, DiskFull } from './errors.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type { Tables } from './tables.ts';
import { type OnStatement, toldOf } from './told-of.ts';

/** Of bytes that are written in hexadecimal digits. */
const bytesPrefix = '\\x';

/** A new database's files and what is written while they are made; of one that is there, segments of its log. */
const roomBytes = { new: 120e6, there: 40e6 };

/**
 * Opens PostgreSQL in WebAssembly on a folder, made where it is missing. Locking the folder is the caller's. Throws DiskFull
 * where there is too little room to begin: PostgreSQL in WebAssembly would never end its start.
 */
export async function openPglite(
  folder: string,
  onStatement?: OnStatement,
  onStopped?: (error: DatabaseStopped) => void,
): Promise<Database> {
  await checkRoom(folder);
  return databaseOn(await openClient(folder), folder, { onStatement, onStopped });
}

/** PostgreSQL in WebAssembly on a folder, with the values that the store reads and writes. */
export const openClient = (folder: string): Promise<PGlite> =>
  PGlite.create({
    dataDir: folder,
    parsers: { [types.INT8]: Number, [types.BYTEA]: (text) => Buffer.from(text.slice(bytesPrefix.length), 'hex') },
    serializers: { [types.BYTEA]: hexadecimal },
  });

/** The database on a client that is open, which is closed with it. */
export async function databaseOn(
  client: PGlite,
  folder: string,
  told: { onStatement?: OnStatement | undefined; onStopped?: ((error: DatabaseStopped) => void) | undefined } = {},
): Promise<Database> {
  const dialect = pgliteDialect(client, folder, told.onStopped);
  const kysely = new Kysely<Tables>({ dialect, ...toldOf(told.onStatement) });
  const version = await sql<{ server_version: string }>`show server_version`.execute(kysely);
  return {
    kysely,
    patient: kysely,
    description: `PGlite, PostgreSQL ${version.rows[0]?.server_version.split(' ')[0]}`,
    isShared: false,
    connections: () => null,
    async listen(channel, onPayload) {
      await client.listen(channel, onPayload);
    },
    close: () => kysely.destroy(),
  };
}

/** As PGlite writes bytes, which takes ten times as long. */
function hexadecimal(value: unknown): string {
  if (!(value instanceof Uint8Array)) throw new TypeError(`a bytea must be bytes; got ${typeof value}`);
  return bytesPrefix + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
}

async function checkRoom(folder: string): Promise<void> {
  const isThere = await stat(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(dirname(folder));
  if (bavail * bsize < (isThere ? roomBytes.there : roomBytes.new)) throw new DiskFull(dirname(folder));
}
