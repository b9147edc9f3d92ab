import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { pgliteDialect } from './pglite-dialect.ts';
import type { Tables } from './tables.ts';
import { type OnStatement, toldOf } from './told-of.ts';

/** Opens PostgreSQL in WebAssembly on a folder, made where it is missing. Locking the folder is the caller's. */
export async function openPglite(folder: string, onStatement?: OnStatement): Promise<Database> {
  const client = await PGlite.create({ dataDir: folder, parsers: { [types.INT8]: Number } });
  const kysely = new Kysely<Tables>({ dialect: pgliteDialect(client), ...toldOf(onStatement) });
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
