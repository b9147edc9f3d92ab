import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { DatabaseVersionRefused } from './errors.ts';
import { type Migration, migrations as released } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** Any number, the same for all servers: who holds this advisory lock of the database changes its tables. */
const lockKey = 7_277_223;

const checksum = (migration: Migration): string => createHash('sha256').update(migration.sql).digest('hex');

/** Runs work that changes tables on one connection, alone among all servers that open this database. */
export async function alone<T>(kysely: Kysely<Tables>, work: (connection: Kysely<Tables>) => Promise<T>): Promise<T> {
  return kysely.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lockKey}::bigint)`.execute(connection);
    try {
      return await work(connection);
    } finally {
      await sql`select pg_advisory_unlock(${lockKey}::bigint)`.execute(connection);
    }
  });
}

/**
 * Brings the tables to this version: applies what is missing, each in a transaction of its own. Run it `alone`.
 * @returns the numbers of the migrations that were applied
 * Throws DatabaseVersionRefused where the database is of a newer version or its history is not ours.
 */
export async function migrate(
  connection: Kysely<Tables>,
  migrations: readonly Migration[] = released,
): Promise<number[]> {
  await sql`create table if not exists migrations (
    number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now()
  )`.execute(connection);
  const done = new Set(await known(connection, migrations));
  const missing = migrations.filter((migration) => !done.has(migration.number));
  for (const migration of missing) {
    await connection.transaction().execute(async (transaction) => {
      await sql.raw(migration.sql).execute(transaction);
      await sql`insert into migrations (number, name, sha256)
        values (${migration.number}, ${migration.name}, ${checksum(migration)})`.execute(transaction);
    });
  }
  return missing.map((migration) => migration.number);
}

/** Throws DatabaseVersionRefused where a database, which has tables of ours, is of a newer version or its history is not ours. */
export async function refuseNewer(connection: Kysely<Tables>): Promise<void> {
  await known(connection, released);
}

/** Numbers of the migrations that a database has, all of which we know. */
async function known(connection: Kysely<Tables>, migrations: readonly Migration[]): Promise<number[]> {
  const { rows } = await sql<{ number: number; name: string; sha256: string }>`
    select number, name, sha256 from migrations order by number`.execute(connection);
  for (const row of rows) refuseUnknown(row, migrations);
  return rows.map((row) => row.number);
}

function refuseUnknown(row: { number: number; name: string; sha256: string }, migrations: readonly Migration[]): void {
  const ours = migrations.find((migration) => migration.number === row.number);
  if (ours === undefined) {
    const newest = migrations.at(-1)?.number ?? 0;
    throw new DatabaseVersionRefused(
      `the database must not be newer than this version of Passband, which knows migrations up to ${newest}; it has ${row.number} (${row.name}): start the newer version`,
    );
  }
  if (checksum(ours) !== row.sha256) {
    throw new DatabaseVersionRefused(
      `migration ${row.number} must be the one that was released; the database's "${row.name}" differs from it`,
    );
  }
}
