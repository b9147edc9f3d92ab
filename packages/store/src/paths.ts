import { type Kysely, type RawBuilder, sql } from 'kysely';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { isId, isPathId } from './ids.ts';
import { type StoredPath, type StoredSpectra, toPath, toPathWithoutCurves } from './path-rows.ts';
import type { PathRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Paths that are held at once while streaming. */
const streamPage = 500;

const spectra = sql`p.id::text as id, p.measurement_id, p.class_a, p.class_b, p.direction, p.round, p.image_a, p.image_b,
  p.samples, p.length, p.consistent_distance, p.periodogram, p.mirrored, p.distance_power`;
const everything = sql`${spectra}, p.most_likely, p.curve_classes, p.curves`;

export function paths(kysely: Kysely<Tables>): Store['paths'] {
  return {
    async byIds(ids) {
      const known = ids.filter(isPathId);
      if (known.length === 0) return [];
      const { rows } = await sql<StoredPath>`
        select ${everything} from paths p where p.id = any(${known}::bigint[]) order by p.id`.execute(kysely);
      return rows.map(toPath);
    },
    async page(measurementId, { first, after, scope, classA, classB }) {
      if (!isId(measurementId)) return { edges: [], hasNextPage: false, totalCount: 0 };
      const all: RawBuilder<unknown>[] = [sql`p.measurement_id = ${measurementId}`];
      if (scope !== undefined) all.push(sql`p.between_classes = ${scope === 'BETWEEN_CLASS'}::boolean`);
      if (classA !== undefined) all.push(sql`p.class_a = ${classA}::int`);
      if (classB !== undefined) all.push(sql`p.class_b = ${classB}::int`);
      const matches = sql.join(all, sql` and `);
      const start = after === undefined ? sql`true` : behind(after);
      const { rows } = await sql<StoredPath>`
        select ${everything} from paths p where ${matches} and ${start}
        order by p.between_classes, p.class_a, p.class_b, p.direction, p.round limit ${first + 1}`.execute(kysely);
      const count = await sql<{ count: number }>`select count(*) as count from paths p where ${matches}`.execute(
        kysely,
      );
      const edges = rows
        .slice(0, first)
        .map(toPath)
        .map((node) => ({ cursor: cursorOf(node), node }));
      return { edges, hasNextPage: rows.length > first, totalCount: count.rows[0]?.count ?? 0 };
    },
    leadingRounds: async (measurementId) => {
      const [first] = isId(measurementId) ? await completeRounds(kysely, measurementId, 2 ** 31 - 1) : [];
      return first?.[0] === 0 ? first[1] : 0;
    },
    stream: (measurementId, options = {}) => stream(kysely, measurementId, options.upToRound),
  };
}

const cursorOf = (path: PathRow): string =>
  encodeCursor([path.classA !== path.classB, path.classA, path.classB, path.direction ?? -1, path.round]);

function behind(cursor: string): RawBuilder<unknown> {
  const integer = (key: unknown): boolean => Number.isInteger(key) && Math.abs(Number(key)) < 2 ** 31;
  const isBoolean = (key: unknown): boolean => typeof key === 'boolean';
  const keys = [isBoolean, integer, integer, integer, integer];
  const [between, classA, classB, direction, round] = decodeCursor(cursor, keys);
  return sql`(p.between_classes, p.class_a, p.class_b, p.direction, p.round)
    > (${between}::boolean, ${classA}::int, ${classB}::int, ${direction}::int, ${round}::int)`;
}

/**
 * Page by page, so that neither a connection nor all rows are held. The rounds that are complete are looked up once, at the
 * start: a shard that comes in meanwhile would be in the later groups only.
 */
async function* stream(kysely: Kysely<Tables>, measurementId: string, upToRound: number | undefined) {
  if (!isId(measurementId)) return;
  const rounds = await completeRounds(kysely, measurementId, upToRound ?? 2 ** 31 - 1);
  if (rounds.length === 0) return;
  const inRounds = sql.join(
    rounds.map(([from, to]) => sql`(p.round >= ${from}::int and p.round < ${to}::int)`),
    sql` or `,
  );
  let last = { class_a: -1, class_b: -1, direction: -1, round: -1 };
  for (;;) {
    const { rows } = await sql<StoredSpectra>`
      select ${spectra} from paths p
      where p.measurement_id = ${measurementId} and (${inRounds})
        and (p.class_a, p.class_b, p.direction, p.round)
          > (${last.class_a}::int, ${last.class_b}::int, ${last.direction}::int, ${last.round}::int)
      order by p.class_a, p.class_b, p.direction, p.round limit ${streamPage}`.execute(kysely);
    for (const row of rows) yield toPathWithoutCurves(row);
    const end = rows.at(-1);
    if (end === undefined || rows.length < streamPage) return;
    last = end;
  }
}

/** Rounds whose paths are all stored, as ranges [from, to), neighbours joined. */
async function completeRounds(kysely: Kysely<Tables>, measurementId: string, end: number): Promise<[number, number][]> {
  const { rows } = await sql<{ from: number; to: number }>`
    select first_round as from, least(first_round + round_count, ${end}::int) as to from shards
    where measurement_id = ${measurementId} and state = 'DONE' and first_round < ${end}::int
    order by first_round`.execute(kysely);
  const ranges: [number, number][] = [];
  for (const { from, to } of rows) {
    const before = ranges.at(-1);
    if (before !== undefined && before[1] === from) before[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}
