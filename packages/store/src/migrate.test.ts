import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DatabaseVersionRefused } from './errors.ts';
import { alone, migrate } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { Tables } from './tables.ts';
import { databases, useDatabases } from './testing/databases.ts';

const next = { number: 1000, name: 'next', sql: `alter table models add column note text not null default 'none'` };

const up = (kysely: Kysely<Tables>, to: readonly Migration[] = migrations): Promise<number[]> =>
  alone(kysely, (one) => migrate(one, to));

describe.each(databases)('migrations on %s', (kind) => {
  const { open } = useDatabases(kind);

  it('are applied once, in order, and recorded', async () => {
    const database = await open();
    expect(await up(database.kysely)).toEqual(migrations.map((one) => one.number));
    expect(await up(database.kysely)).toEqual([]);
    await database.close();
  });

  it('carry the rows that are there forward', async () => {
    const database = await open();
    await up(database.kysely);
    await sql`insert into models (id, name, format, input_scale) values (gen_random_uuid(), 'a', 'ONNX', 'UNIT')`.execute(
      database.kysely,
    );
    expect(await up(database.kysely, [...migrations, next])).toEqual([1000]);
    const { rows } = await sql`select name, note from models`.execute(database.kysely);
    expect(rows).toEqual([{ name: 'a', note: 'none' }]);
    await database.close();
  });

  it('carry a measurement with its paths from the first version to this one', async () => {
    const database = await open();
    await up(database.kysely, migrations.slice(0, 1));
    await sql`with m as (insert into models (id, name, format, input_scale) values (gen_random_uuid(), 'a', 'ONNX', 'UNIT') returning id),
      d as (insert into datasets (id, name, image_count, class_names, class_image_counts)
        values (gen_random_uuid(), 'd', 2, '{x}', '{2}') returning id),
      one as (insert into measurements (id, method, model_id, dataset_id, seed, parameters, parameters_sha256,
        runtime_asked, passband_version, dataset_sha256, priority, warnings, rounds_total, images_total)
        select gen_random_uuid(), 'PATH_SPECTRUM', m.id, d.id, 0, '{}', '', 'auto', '0', '', 0, '{}', 1, 4 from m, d returning id),
      s as (insert into shards (id, measurement_id, number, first_round, round_count, state)
        select gen_random_uuid(), id, 0, 0, 1, 'DONE' from one)
      insert into paths (measurement_id, between_classes, class_a, class_b, round, image_a, image_b, samples, length,
        consistent_distance, periodogram, mirrored, distance_power, most_likely)
        select id, false, 0, 0, 0, 0, 1, 4, 2.5, 4, '', '', '', '{0,4}' from one`.execute(database.kysely);
    expect(await up(database.kysely)).toEqual(migrations.slice(1).map((one) => one.number));
    const { rows } = await sql`select p.direction, p.image_b, p.length, m.scopes_left, s.scopes, d.preparation
      from paths p join measurements m on m.id = p.measurement_id join shards s on s.measurement_id = m.id
      join datasets d on d.id = m.dataset_id`.execute(database.kysely);
    expect(rows).toEqual([
      { direction: -1, image_b: 1, length: 2.5, scopes_left: null, scopes: null, preparation: null },
    ]);
    await database.close();
  });

  it('leave no column that names another row without an index to find it by, so that deleting reads no whole table', async () => {
    const database = await open();
    await up(database.kysely);
    const { rows } = await sql`
      select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
        select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`.execute(database.kysely);
    expect(rows).toEqual([]);
    await database.close();
  });

  it('refuse a database of a newer version, an edited one and, as a whole, one that fails', async () => {
    const database = await open();
    await up(database.kysely, [...migrations, next]);
    await expect(up(database.kysely)).rejects.toThrow(DatabaseVersionRefused);
    await expect(up(database.kysely)).rejects.toThrow(
      new RegExp(`not be newer.* up to ${migrations.at(-1)?.number}; it has 1000 \\(next\\)`),
    );
    await expect(up(database.kysely, [...migrations, { ...next, sql: 'select 1' }])).rejects.toThrow(/differs from it/);
    const broken = { number: 1001, name: 'broken', sql: 'create table half (id int); create table half (id int);' };
    await expect(up(database.kysely, [...migrations, next, broken])).rejects.toThrow(/half/);
    const { rows } = await sql`select to_regclass('half') as half`.execute(database.kysely);
    expect(rows).toEqual([{ half: null }]);
    expect(await up(database.kysely, [...migrations, next])).toEqual([]);
    await database.close();
  });

  it('of servers that start at once are applied by one of them', async () => {
    const database = await open();
    const results = await Promise.all([1, 2, 3].map(() => up(database.kysely)));
    expect(results.flat()).toEqual(migrations.map((one) => one.number));
    await database.close();
  });
});
