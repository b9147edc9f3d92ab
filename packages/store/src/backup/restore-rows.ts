import { type Kysely, sql } from 'kysely';
import { ArchiveRefused, RestoreRefused } from '../errors.ts';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { waitsAgain } from '../shard-states.ts';
import type { Tables } from '../tables.ts';
import type { ArchiveHead } from './archive-format.ts';
import { readArchive } from './archive-reader.ts';
import { insertParts } from './insert-parts.ts';
import { continueNumbers, insertRows } from './insert-rows.ts';
import { newestMigration, type SavedTable, savedTables } from './saved-tables.ts';
import { setExactTexts } from './snapshot.ts';

/** An archive that was read to its end before. */
interface RowSource {
  file: string;
  head: ArchiveHead;
  /** Whether the content of files comes into the database too. */
  withFiles: boolean;
  told(more: { rows?: number; files?: number; bytes?: number }): void;
}

/**
 * An archive's rows, in one transaction, into a database that is empty, and the files with them where it holds files: at the
 * migration at which they were saved, from where it is then brought to this version. Run it `alone`, after files elsewhere. Throws ArchiveRefused, RestoreRefused.
 */
export async function restoreRows(
  connection: Kysely<Tables>,
  { file, head, withFiles, told }: RowSource,
): Promise<void> {
  refuseNewerArchive(file, head);
  await refuseLaterTables(connection, head.migration);
  await migrate(
    connection,
    migrations.filter(({ number }) => number <= head.migration),
  );
  await connection.transaction().execute(async (transaction) => {
    await setExactTexts(transaction);
    const tables = await savedTables(transaction);
    await lock(transaction, tables);
    await refuseFilled(transaction, tables);
    const byName = new Map(tables.map((table) => [table.name, table]));
    await readArchive(file, {
      async head(again) {
        for (const table of again.tables) byName.set(table.name, fitting(file, table, byName.get(table.name)));
      },
      async rows(name, rows) {
        const table = byName.get(name);
        if (table) await insertRows(transaction, table, rows);
        told({ rows: rows.length });
      },
      async file(sha256, bytes, content) {
        if (!withFiles) return;
        await insertParts(transaction, sha256, content);
        told({ files: 1, bytes });
      },
    });
    for (const table of tables) await continueNumbers(transaction, table);
    await endLeases(transaction);
  });
  await migrate(connection);
}

/** Throws ArchiveRefused where an archive's database was of a newer version than this one. */
export function refuseNewerArchive(file: string, { migration, passband }: ArchiveHead): void {
  const newest = migrations.at(-1)?.number ?? 0;
  if (migration > newest) {
    throw new ArchiveRefused(
      `an archive must not be newer than this version of Passband, which knows migrations up to ${newest}; ${file} has ${migration} (Passband ${passband}): restore it with the newer version`,
    );
  }
}

/** Throws RestoreRefused where a database has tables of a later migration than the archive's: they don't go back. */
export async function refuseLaterTables(connection: Kysely<Tables>, migration: number): Promise<void> {
  const there = await newestMigration(connection);
  if (there !== null && there > migration) {
    throw new RestoreRefused(
      `an archive of an older version must be restored into a database without tables; the archive has migration ${migration}, and the database ${there}`,
    );
  }
}

/** Nobody else writes until this transaction ends. */
async function lock(transaction: Kysely<Tables>, tables: readonly SavedTable[]): Promise<void> {
  const names = sql.join(tables.map(({ name }) => sql.table(name)));
  await sql`lock table ${names} in share row exclusive mode`.execute(transaction);
}

/** Throws RestoreRefused, with what is there, where a table has rows. */
export async function refuseFilled(connection: Kysely<Tables>, tables: readonly SavedTable[]): Promise<void> {
  const there: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(connection);
    const count = rows[0]?.count ?? 0;
    if (count > 0) there.push(`${count} ${count === 1 ? 'row' : 'rows'} of ${name}`);
  }
  if (there.length > 0)
    throw new RestoreRefused(
      `a database must be empty for an archive to be restored into it; it has ${there.join(', ')}`,
    );
}

/** A table as the database has it, with the columns that the archive gives, in the archive's order. */
function fitting(file: string, saved: ArchiveHead['tables'][number], table: SavedTable | undefined): SavedTable {
  const columns = saved.columns.flatMap((name) => table?.columns.find((column) => column.name === name) ?? []);
  if (table === undefined || columns.length !== saved.columns.length || columns.length !== table.columns.length) {
    throw new ArchiveRefused(
      `an archive's tables must be those of its migration; in ${file} ${saved.name} has the columns ${saved.columns.join(', ')}`,
    );
  }
  return { name: table.name, columns };
}

/** Who held a shard when the archive was made is not asked any more: it waits again, and no attempt is counted. */
async function endLeases(transaction: Kysely<Tables>): Promise<void> {
  await sql`update shards set attempts = greatest(attempts - 1, 0), ${waitsAgain}
    where state = 'LEASED'`.execute(transaction);
}
