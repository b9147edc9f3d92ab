import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import type { SavedTable } from './saved-tables.ts';

/** Of rows as text that are read from the database at once; a single row may be longer. */
const PART_BYTES = 4 << 20;
/** Rows whose places and sizes are read at once. */
const PLACES = 5_000;

/** Some rows of a table: lines of JSON, each ended by a newline. */
export interface RowPart {
  rows: number;
  lines: Buffer;
}

/**
 * All rows of a table, in parts that the memory can hold however long single rows are: first where some thousand rows are
 * and how long they will be, then those rows, as many as a part takes. Within one transaction, in which no row moves.
 */
export async function* rowParts(connection: Kysely<Tables>, table: SavedTable): AsyncGenerator<RowPart> {
  const bytes = sql.join(table.columns.map(textBytes), sql` + `);
  await sql`declare places no scroll cursor for select ctid::text as place, ${bytes} as bytes
    from ${sql.table(table.name)}`.execute(connection);
  for (;;) {
    const { rows } = await sql<Place>`fetch ${sql.lit(PLACES)} from places`.execute(connection);
    if (rows.length === 0) break;
    for (const places of parts(rows)) yield { rows: places.length, lines: await linesAt(connection, table, places) };
  }
  await sql`close places`.execute(connection);
}

interface Place {
  place: string;
  bytes: number;
}

/** About how many bytes a column is as text, from what can be told without reading a long value. */
function textBytes({ name, type }: SavedTable['columns'][number]) {
  const column = sql.ref(name);
  if (type === 'bytea') return sql`coalesce(2 * octet_length(${column})::bigint, 0)`;
  if (type === 'text') return sql`coalesce(octet_length(${column})::bigint, 0)`;
  return sql`coalesce(4 * pg_column_size(${column})::bigint, 0)`;
}

function* parts(places: readonly Place[]): Generator<string[]> {
  let part: string[] = [];
  let bytes = 0;
  for (const one of places) {
    if (part.length > 0 && bytes + one.bytes > PART_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(one.place);
    bytes += one.bytes;
  }
  yield part;
}

/** The database makes the lines: one long text is quicker to take over than many rows. */
async function linesAt(connection: Kysely<Tables>, table: SavedTable, places: readonly string[]): Promise<Buffer> {
  const texts = sql.join(table.columns.map(({ name }) => sql`${sql.ref(name)}::text`));
  const at = `{${places.map((place) => `"${place}"`).join(',')}}`;
  const { rows } = await sql<{ lines: string }>`
    select string_agg(json_build_array(${texts})::text, e'\n') as lines
    from ${sql.table(table.name)} where ctid = any(${at}::text::tid[])`.execute(connection);
  return Buffer.from(`${rows[0]?.lines}\n`);
}
