import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor, isIdKey, isTime } from './cursors.ts';
import { isId } from './ids.ts';
import { measurementRows } from './measurement-rows.ts';
import type { MeasurementFilter, Page, PageRequest } from './requests.ts';
import type { MeasurementRow } from './rows.ts';
import type { Tables } from './tables.ts';

type Asked = PageRequest & { filter?: MeasurementFilter | undefined };

/** Newest first. */
export async function measurementPage(
  kysely: Kysely<Tables>,
  { first, after, filter = {} }: Asked,
): Promise<Page<MeasurementRow>> {
  const matches = measurementMatches(filter);
  const start = startOf(after);
  const rows = await measurementRows(
    kysely,
    sql`where ${matches} and ${start} order by m.created_at desc, m.id desc limit ${first + 1}`,
  );
  const count = await sql<{ count: number }>`select count(*) as count from measurements m where ${matches}`.execute(
    kysely,
  );
  return pageOf(rows, first, count.rows[0]?.count ?? 0);
}

/** The same page of the measurements of each of some models, in two statements. */
export async function measurementPagesOfModels(
  kysely: Kysely<Tables>,
  modelIds: readonly string[],
  { first, after, filter = {} }: Asked,
): Promise<Page<MeasurementRow>[]> {
  const matches = sql`m.model_id = any(${modelIds.filter(isId)}::uuid[]) and ${measurementMatches(filter)}`;
  const rows = await measurementRows(
    kysely,
    sql`where m.id in (
      select id from (
        select m.id, row_number() over (partition by m.model_id order by m.created_at desc, m.id desc) as place
        from measurements m where ${matches} and ${startOf(after)}
      ) m where place <= ${first + 1}
    ) order by m.created_at desc, m.id desc`,
  );
  const counts = await sql<{ modelId: string; count: number }>`
    select m.model_id as "modelId", count(*) as count from measurements m where ${matches} group by m.model_id`.execute(
    kysely,
  );
  const totals = new Map(counts.rows.map(({ modelId, count }) => [modelId, count]));
  return modelIds.map((id) =>
    pageOf(
      rows.filter(({ modelId }) => modelId === id),
      first,
      totals.get(id) ?? 0,
    ),
  );
}

function pageOf(rows: readonly MeasurementRow[], first: number, totalCount: number): Page<MeasurementRow> {
  const edges = rows
    .slice(0, first)
    .map((node) => ({ cursor: encodeCursor([node.createdAt.toISOString(), node.id]), node }));
  return { edges, hasNextPage: rows.length > first, totalCount };
}

function startOf(after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`;
  const [time, id] = decodeCursor(after, [isTime, isIdKey]);
  return sql`(m.created_at, m.id) < (${time}::timestamptz, ${id}::uuid)`;
}

function measurementMatches(filter: MeasurementFilter): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (filter.model !== undefined) all.push(isId(filter.model) ? sql`m.model_id = ${filter.model}` : sql`false`);
  if (filter.dataset !== undefined) all.push(isId(filter.dataset) ? sql`m.dataset_id = ${filter.dataset}` : sql`false`);
  if (filter.method !== undefined) all.push(sql`m.method = ${filter.method}`);
  if (filter.statuses !== undefined) all.push(sql`m.status = any(${filter.statuses}::text[])`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}
