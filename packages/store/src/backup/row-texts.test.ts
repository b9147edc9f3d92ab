import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { alone, migrate } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import { databases, useDatabases } from '../testing/databases.ts';
import type { Row } from './archive-reader.ts';
import { insertRows } from './insert-rows.ts';
import { rowParts } from './row-parts.ts';
import { savedTables, TABLES } from './saved-tables.ts';
import { inSnapshot, setExactTexts } from './snapshot.ts';

const types = {
  t: 'text',
  c: 'text COLLATE "C"',
  f: 'double precision',
  r: 'real',
  fa: 'double precision[]',
  ia: 'integer[]',
  ta: 'text[]',
  b: 'bytea',
  ts: 'timestamp with time zone',
  j: 'jsonb',
  i: 'bigint',
  u: 'uuid',
  o: 'boolean',
};
const columns = Object.entries(types).map(([name, type]) => ({ name, type: type.split(' COLLATE')[0] ?? type }));
const table = (name: string) => ({ name, columns });

/** What PostgreSQL's text can hold: everything but 0 and half of a pair. */
const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
const double = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 5e-324, Number.MAX_VALUE));
const literal = (values: readonly (number | null)[]): string => `{${values.map((one) => one ?? 'NULL').join(',')}}`;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const row = fc.record({
  ...{ t: maybe(text), c: maybe(text), f: maybe(double.map(String)), r: maybe(fc.float().map(String)) },
  fa: maybe(fc.array(maybe(double)).map(literal)),
  ia: maybe(fc.array(maybe(fc.integer())).map(literal)),
  ta: maybe(
    fc
      .array(maybe(text))
      .map((all) => `{${all.map((one) => (one === null ? 'NULL' : JSON.stringify(one).replace(/\\(?!["\\])/g, '')))}}`),
  ),
  b: maybe(fc.uint8Array({ maxLength: 300 }).map((bytes) => `\\x${Buffer.from(bytes).toString('hex')}`)),
  ts: maybe(
    fc.oneof(
      fc.integer({ min: 0, max: 1e6 }).map((us) => `2026-11-28 09:30:00.${`${us}`.padStart(6, '0')}+00`),
      fc.constantFrom('infinity', '-infinity', '4713-01-01 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00'),
    ),
  ),
  j: maybe(fc.jsonValue().map((value) => JSON.stringify(value).replaceAll(/\\u(0000|d[89a-f]..)/g, ''))),
  i: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  u: maybe(fc.uuid()),
  o: maybe(fc.boolean().map(String)),
});

describe.each(databases)('rows as texts on %s', (kind) => {
  const { open } = useDatabases(kind);
  let database: Database;
  beforeAll(async () => {
    database = await open();
    for (const name of ['odd', 'again'])
      await sql
        .raw(`create table ${name} (${Object.entries(types).map(([name, type]) => `${name} ${type}`)})`)
        .execute(database.kysely);
  });
  afterAll(() => database.close());

  async function saved(kysely: Kysely<Tables>): Promise<Row[]> {
    return inSnapshot(kysely, async (snapshot) => {
      const rows: Row[] = [];
      for await (const { lines } of rowParts(snapshot, table('odd')))
        for (const line of lines.toString().trimEnd().split('\n')) rows.push(JSON.parse(line));
      return rows;
    });
  }

  it('are inserted as the same values, odd ones too, however the database writes values for others', async () => {
    const { kysely } = database;
    await sql`set extra_float_digits = -5; set bytea_output = 'escape'; set timezone = 'Asia/Kathmandu'; set datestyle = 'SQL, DMY'`.execute(
      kysely,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        await sql`truncate odd, again`.execute(kysely);
        await kysely.transaction().execute(async (transaction) => {
          await setExactTexts(transaction);
          await insertRows(
            transaction,
            table('odd'),
            rows.map((one) => columns.map(({ name }) => one[name as keyof typeof one])),
          );
        });
        const texts = await saved(kysely);
        expect(texts).toHaveLength(rows.length);
        await kysely.transaction().execute(async (transaction) => {
          await setExactTexts(transaction);
          await insertRows(transaction, table('again'), texts);
        });
        const binary = sql.raw(
          columns
            .map(({ name, type }) =>
              type === 'double precision'
                ? `float8send(${name})`
                : type === 'real'
                  ? `float4send(${name})`
                  : type.endsWith('[]')
                    ? `array_send(${name})`
                    : name,
            )
            .join(', '),
        );
        const { rows: differing } = await sql`(select ${binary} from odd except all select ${binary} from again)
          union all (select ${binary} from again except all select ${binary} from odd)`.execute(kysely);
        expect(differing).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('are read in parts of a bounded size, also where some rows are long', async () => {
    const { kysely } = database;
    await sql`truncate odd`.execute(kysely);
    await sql`insert into odd (i, b) select k, case when k % 100 = 0 then decode(repeat('ab', 700000), 'hex') end
      from generate_series(1, 2000) k`.execute(kysely);
    const sizes = await inSnapshot(kysely, async (snapshot) => {
      const parts: { rows: number; bytes: number }[] = [];
      for await (const { rows, lines } of rowParts(snapshot, table('odd'))) parts.push({ rows, bytes: lines.length });
      return parts;
    });
    expect(sizes.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000);
    expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(5e6);
    expect(sizes.length).toBeGreaterThan(5);
  });
});

describe('the list of tables', () => {
  const { open } = useDatabases('PGlite');

  it('has every table that migrations make, so that none is forgotten, and fills what others point to first', async () => {
    const { kysely, close } = await open();
    await alone(kysely, (one) => migrate(one));
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`.execute(kysely);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(TABLES).sort());
    const names = (await savedTables(kysely)).map(({ name }) => name);
    expect(names.indexOf('measurements')).toBeLessThan(names.indexOf('paths'));
    expect(names.indexOf('models')).toBeLessThan(names.indexOf('measurements'));
    await close();
  });
});
