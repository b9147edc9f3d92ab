import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** A table of the database as its own catalogue has it. */
export interface SavedTable {
  name: string;
  /** But for those that the database computes; types in words that SQL takes. */
  columns: { name: string; type: string }[];
}

/** Every table of ours, and whether its rows are saved; a test holds this against the database. */
export const TABLES: Readonly<Record<keyof Tables | 'migrations', 'saved' | 'made anew'>> = {
  ...{ models: 'saved', model_tags: 'saved', datasets: 'saved', class_diversities: 'saved', measurements: 'saved' },
  ...{ shards: 'saved', paths: 'saved', evaluations: 'saved', jacobian_norms: 'saved', fourier_heat_maps: 'saved' },
  ...{ noise_fittings: 'saved', metrics: 'saved', tokens: 'saved', uploads: 'saved', blobs: 'saved' },
  // The head of an archive names the newest; restoring applies them.
  migrations: 'made anew',
  // They say who they are when they claim.
  workers: 'made anew',
  // Whoever signed in with a browser does so again.
  sessions: 'made anew',
  // The content of files, which are files in an archive.
  blob_parts: 'made anew',
};

/** The saved ones among the tables that a database has, in an order in which they can be filled: what others point to first. */
export async function savedTables(connection: Kysely<Tables>): Promise<SavedTable[]> {
  const { rows } = await sql<SavedTable>`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
      order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`.execute(connection);
  const links = await sql<{ from: string; to: string }>`
    select s.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class s on s.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = current_schema()::regnamespace and s.oid <> t.oid`.execute(connection);
  const kept: Readonly<Record<string, string>> = TABLES;
  const tables = rows.filter(({ name }) => kept[name] === 'saved');
  return inOrder(tables, (table) => links.rows.filter(({ from }) => from === table).map(({ to }) => to));
}

function inOrder(tables: readonly SavedTable[], pointsTo: (table: string) => string[]): SavedTable[] {
  const left = [...tables];
  const ordered: SavedTable[] = [];
  while (left.length > 0) {
    const free = left.findIndex(({ name }) => !pointsTo(name).some((other) => left.some((one) => one.name === other)));
    const [next] = left.splice(free, 1);
    if (free < 0 || next === undefined)
      throw new Error(
        `tables must not point to each other in a circle; got ${left.map(({ name }) => name).join(', ')}`,
      );
    ordered.push(next);
  }
  return ordered;
}

/** The number of the newest migration; null where the database has none of ours. */
export async function newestMigration(connection: Kysely<Tables>): Promise<number | null> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(
    connection,
  );
  if (!rows[0]?.there) return null;
  const newest = await sql<{ number: number | null }>`select max(number) as number from migrations`.execute(connection);
  return newest.rows[0]?.number ?? null;
}
