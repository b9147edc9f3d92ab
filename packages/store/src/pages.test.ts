import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { insertPaths } from './path-insert.ts';
import type { ModelOrder, Page } from './requests.ts';
import { databases, useStore } from './testing/databases.ts';
import { newDataset, newMeasurement, newModel, path, startOne } from './testing/rows.ts';

/** Few values, so that there are ties, and null for none. */
const place = fc.option(fc.nat(2), { nil: null });
const change = fc.record({ inserted: fc.array(place, { maxLength: 2 }), deleted: fc.option(fc.nat(9), { nil: null }) });
const reading = fc.record({
  first: fc.integer({ min: 1, max: 3 }),
  rows: fc.array(fc.record({ place, stays: fc.boolean() }), { maxLength: 8 }),
  changes: fc.array(change, { maxLength: 6 }),
});
type Reading = typeof reading extends fc.Arbitrary<infer T> ? T : never;

interface Listing {
  insert(place: number | null): Promise<string>;
  remove(id: string): Promise<unknown>;
  page(first: number, after: string | undefined): Promise<Page<{ id: string }>>;
}

/** Reads page after page while rows come and go between them: every row that stays is read once, no row twice. */
async function expectSteady({ first, rows, changes }: Reading, listing: Listing): Promise<void> {
  const stays: string[] = [];
  const goes: string[] = [];
  for (const row of rows) (row.stays ? stays : goes).push(await listing.insert(row.place));
  const read: string[] = [];
  const left = [...changes];
  for (let after: string | undefined; ; ) {
    const { edges, hasNextPage } = await listing.page(first, after);
    read.push(...edges.map(({ node }) => node.id));
    const next = left.shift();
    for (const inserted of next?.inserted ?? []) goes.push(await listing.insert(inserted));
    const [gone] = next?.deleted == null ? [] : goes.splice(next.deleted % Math.max(1, goes.length), 1);
    if (gone !== undefined) await listing.remove(gone);
    if (!hasNextPage) break;
    after = edges.at(-1)?.cursor;
  }
  expect(read).toHaveLength(new Set(read).size);
  expect(read.filter((id) => stays.includes(id)).sort()).toEqual(stays.toSorted());
}

const ORDERS: ModelOrder[] = (['ASC', 'DESC'] as const).flatMap((direction) => [
  { by: 'NAME', direction },
  { by: 'CREATED_AT', direction },
  { by: 'METRIC', metric: 'accuracy', direction },
]);

describe.each(databases)('pages that are read while rows come and go on %s', (kind) => {
  const test = useStore(kind);
  const runs = { numRuns: 12 };
  let made = 0;
  const at = (hour: number | null) => new Date(Date.UTC(2026, 0, 1, hour ?? 3));

  it.each(ORDERS)('of models by $by, $direction, repeat and skip none that stays', async (orderBy) => {
    const { models, metrics } = test.store;
    const insert = async (key: number | null): Promise<string> => {
      made += 1;
      const { id } = await models.insert(newModel({ name: `${key} ${made % 7} ${made}` }));
      await sql`update models set created_at = ${at(key)} where id = ${id}`.execute(test.database.kysely);
      const none = { standardError: null, lower: null, upper: null };
      if (key !== null) await metrics.record(id, null, [{ name: 'accuracy', value: key / 3, ...none }]);
      return id;
    };
    const page: Listing['page'] = (first, after) => models.page({ first, after, orderBy });
    const property = fc.asyncProperty(reading, async (steps) => {
      await sql`delete from models`.execute(test.database.kysely);
      await expectSteady(steps, { insert, remove: models.remove, page });
    });
    await fc.assert(property, runs);
  });

  it('of measurements repeat and skip none that stays', async () => {
    const { measurements, models, datasets } = test.store;
    const of = { model: await models.insert(newModel()), dataset: await datasets.insert(newDataset()) };
    const insert = async (key: number | null): Promise<string> => {
      const { measurement } = await measurements.start(newMeasurement(of));
      await sql`update measurements set created_at = ${at(key)} where id = ${measurement.id}`.execute(
        test.database.kysely,
      );
      return measurement.id;
    };
    const page: Listing['page'] = (first, after) => measurements.page({ first, after });
    const property = fc.asyncProperty(reading, async (steps) => {
      await sql`delete from measurements`.execute(test.database.kysely);
      await expectSteady(steps, { insert, remove: measurements.remove, page });
    });
    await fc.assert(property, runs);
  });

  it('of the measurements of many models at once are those of each', async () => {
    const { measurements, models, datasets } = test.store;
    const dataset = await datasets.insert(newDataset());
    const all = await Promise.all([1, 2, 3].map(() => models.insert(newModel())));
    for (const [k, model] of [...all, ...all].slice(0, 5).entries())
      await measurements.start(
        newMeasurement({ model, dataset }, { seed: k, method: k ? 'EVALUATION' : 'JACOBIAN_NORM' }),
      );
    const ids = [...all.map(({ id }) => id), 'nonsense'];
    for (const filter of [{}, { method: 'EVALUATION' as const }, { statuses: [] }]) {
      for (let after: string | undefined, k = 0; k < 2; k++) {
        const each = await Promise.all(
          ids.map((model) => measurements.page({ first: 1, after, filter: { ...filter, model } })),
        );
        expect(await measurements.pagesOfModels(ids, { first: 1, after, filter })).toEqual(each);
        after = each[0]?.edges[0]?.cursor;
      }
    }
  });

  it('of paths repeat and skip none that stays', async () => {
    const { id: measurement } = await startOne(test.store, { method: 'PATH_SPECTRUM' });
    const { kysely } = test.database;
    const insert = async (key: number | null): Promise<string> => {
      made += 1;
      // Class, direction and round come in no order, and within and between classes.
      const ends = { classA: key ?? 1, classB: 2, direction: made % 2, round: (made * 7919) % 1_000_003 };
      await insertPaths(kysely, measurement, [path(ends)]);
      const { rows } = await sql<{ id: string }>`select max(id)::text as id from paths`.execute(kysely);
      return rows[0]?.id ?? '';
    };
    const remove = (id: string) => sql`delete from paths where id = ${id}::bigint`.execute(kysely);
    const page: Listing['page'] = (first, after) => test.store.paths.page(measurement, { first, after });
    const property = fc.asyncProperty(reading, async (steps) => {
      await sql`delete from paths`.execute(kysely);
      await expectSteady(steps, { insert, remove, page });
    });
    await fc.assert(property, runs);
  });
});
