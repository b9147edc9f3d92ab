import type { SpectrumEstimator } from '@passband/engine';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { isId, isPathId } from './ids.ts';
import { type StoredPath, toPath } from './path-rows.ts';
import { completeRounds, everyEstimator, streamPaths } from './path-stream.ts';
import type { PathRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

const everything = sql`p.id::text as id, p.measurement_id, p.class_a, p.class_b, p.direction, p.round, p.image_a, p.image_b,
  p.samples, p.length, p.consistent_distance, p.periodogram, p.mirrored, p.distance_power, p.most_likely, p.curve_classes,
  p.curves`;

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
    stream: <E extends SpectrumEstimator = SpectrumEstimator>(
      measurementId: string,
      { upToRound, estimators }: { upToRound?: number | undefined; estimators?: readonly E[] | undefined } = {},
    ) => streamPaths(kysely, measurementId, estimators ?? (everyEstimator as readonly E[]), upToRound),
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
