import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type CursorKey, decodeCursor, encodeCursor, isIdKey, isTime } from './cursors.ts';
import { nameTakenOr } from './errors.ts';
import { isId, newId } from './ids.ts';
import { importModels } from './import-models.ts';
import { modelMatches } from './model-filter.ts';
import { manyModelRows, modelColumns, modelRows } from './model-rows.ts';
import { removed } from './removed.ts';
import type { ModelOrder, NewModel } from './requests.ts';
import type { ModelRow, Tag } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export function models(kysely: Kysely<Tables>): Store['models'] {
  return {
    insert: (model) => kysely.transaction().execute((transaction) => insertModel(transaction, model)),
    async byIds(ids) {
      const known = ids.filter(isId);
      return known.length === 0 ? [] : modelRows(kysely, sql`where m.id = any(${known}::uuid[]) order by m.name`);
    },
    async byName(name) {
      return (await modelRows(kysely, sql`where m.name = ${name}`))[0] ?? null;
    },
    async page({ first, after, filter, orderBy = { by: 'NAME', direction: 'ASC' } }) {
      const matches = modelMatches(filter);
      const key = sortKey(orderBy);
      const start = after === undefined ? sql`true` : behind(after, orderBy);
      const direction = sql.raw(orderBy.direction === 'DESC' ? 'desc' : 'asc');
      const order = sql`order by "sortKey" ${direction} nulls last, id ${direction}`;
      // Which models first: their tags are gathered of one page, not of all that match.
      const { rows } = await sql<ModelRow & { sortKey: CursorKey | Date }>`
        select ${modelColumns}, p."sortKey" from (
          select * from (select m.id, ${key} as "sortKey" from models m where ${matches}) m
          where ${start} ${order} limit ${first + 1}) p join models m using (id) ${order}`.execute(kysely);
      const count = await sql<{ count: number }>`select count(*) as count from models m where ${matches}`.execute(
        kysely,
      );
      const edges = rows.slice(0, first).map(({ sortKey: value, ...node }) => {
        const cursorKey = value instanceof Date ? value.toISOString() : value;
        return { cursor: encodeCursor([orderBy.by, cursorKey, node.id]), node };
      });
      return { edges, hasNextPage: rows.length > first, totalCount: count.rows[0]?.count ?? 0 };
    },
    update: (id, change) => kysely.transaction().execute((transaction) => updateModel(transaction, id, change)),
    remove: (id) => removed(kysely, 'models', id),
    importAll: (all, datasetId) =>
      kysely.transaction().execute((transaction) => importModels(transaction, all, datasetId)),
    async attachFile(id, { sha256, sizeBytes, facts }) {
      if (!isId(id)) return;
      await kysely
        .updateTable('models')
        .set({
          ...{ format: facts.format, output: 'LOGITS', sha256, size_bytes: sizeBytes },
          parameter_count: facts.parameterCount,
          input_shape: facts.inputShape.map((size) => size ?? -1),
          class_count: facts.classCount,
        })
        .where('id', '=', id)
        .where('sha256', 'is', null)
        .execute();
    },
    list: (filter, limit) => manyModelRows(kysely, sql`where ${modelMatches(filter)} order by m.name limit ${limit}`),
    async facets(filter, datasetId) {
      const matches = modelMatches(filter);
      const tags = await sql<{ key: string; values: string[] }>`
        select t.key, array_agg(t.value order by t.value) as values from (
          select distinct t.key, t.value from model_tags t
          where t.model_id in (select m.id from models m where ${matches})) t group by t.key order by t.key`.execute(
        kysely,
      );
      const dataset =
        datasetId === undefined ? sql`true` : isId(datasetId) ? sql`v.dataset_id = ${datasetId}` : sql`false`;
      const metrics = await sql<{ name: string }>`
        select distinct v.name from metrics v
        where v.model_id in (select m.id from models m where ${matches}) and ${dataset} order by v.name`.execute(
        kysely,
      );
      return { tags: tags.rows, metrics: metrics.rows.map((row) => row.name) };
    },
  };
}

export async function insertModel(transaction: Kysely<Tables>, model: NewModel): Promise<ModelRow> {
  const id = newId();
  const { feed } = model;
  try {
    await transaction
      .insertInto('models')
      .values({
        id,
        name: model.name,
        format: model.format,
        output: model.output,
        sha256: model.sha256,
        size_bytes: model.sizeBytes,
        parameter_count: model.parameterCount,
        input_shape: model.inputShape,
        class_count: model.classCount,
        input_mean: feed.inputMean,
        input_std: feed.inputStd,
        input_scale: feed.inputScale,
        input_layout: feed.inputLayout,
      })
      .execute();
  } catch (error) {
    throw nameTakenOr(error, 'model', model.name);
  }
  await insertTags(transaction, id, model.tags);
  const [row] = await modelRows(transaction, sql`where m.id = ${id}`);
  if (row === undefined) throw new Error(`model ${id} was not stored`);
  return row;
}

async function insertTags(transaction: Kysely<Tables>, modelId: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return;
  const rows = tags.map(({ key, value }, position) => ({ model_id: modelId, position, key, value }));
  await transaction.insertInto('model_tags').values(rows).execute();
}

async function updateModel(
  transaction: Kysely<Tables>,
  id: string,
  { name, tags }: { name?: string | undefined; tags?: Tag[] | undefined },
): Promise<ModelRow | null> {
  if (!isId(id)) return null;
  try {
    if (name !== undefined) await sql`update models set name = ${name} where id = ${id}`.execute(transaction);
  } catch (error) {
    throw nameTakenOr(error, 'model', name ?? '');
  }
  const [row] = await modelRows(transaction, sql`where m.id = ${id}`);
  if (row === undefined) return null;
  if (tags === undefined) return row;
  await sql`delete from model_tags where model_id = ${id}`.execute(transaction);
  await insertTags(transaction, id, tags);
  return { ...row, tags };
}

/** A model whose name may be taken: then a number is added to it. */
export async function insertModelNamed(transaction: Kysely<Tables>, model: NewModel): Promise<ModelRow> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? model.name : `${model.name} (${number})`;
    const { rows } = await sql`select from models where name = ${name}`.execute(transaction);
    if (rows.length === 0) return insertModel(transaction, { ...model, name });
  }
}

/** What models are ordered by; of a metric the value that was recorded last, whatever its dataset. */
function sortKey(order: ModelOrder): RawBuilder<unknown> {
  if (order.by === 'NAME') return sql`m.name`;
  if (order.by === 'CREATED_AT') return sql`m.created_at`;
  return sql`(select v.value from metrics v where v.model_id = m.id and v.name = ${order.metric ?? ''}
    order by v.recorded_at desc, v.id desc limit 1)`;
}

const keyTests: Record<ModelOrder['by'], (key: CursorKey) => boolean> = {
  NAME: (key) => typeof key === 'string',
  CREATED_AT: isTime,
  METRIC: (key) => key === null || typeof key === 'number',
};
const keyTypes: Record<ModelOrder['by'], RawBuilder<unknown>> = {
  NAME: sql`text`,
  CREATED_AT: sql`timestamptz`,
  METRIC: sql`float8`,
};

/** Rows behind a cursor, those without a value behind all others. */
function behind(cursor: string, order: ModelOrder): RawBuilder<unknown> {
  const [, key, id] = decodeCursor(cursor, [(by) => by === order.by, keyTests[order.by], isIdKey]);
  const beyond = sql.raw(order.direction === 'DESC' ? '<' : '>');
  if (key === null) return sql`("sortKey" is null and id ${beyond} ${id}::uuid)`;
  const value = sql`${key}::${keyTypes[order.by]}`;
  return sql`("sortKey" ${beyond} ${value} or ("sortKey" = ${value} and id ${beyond} ${id}::uuid) or "sortKey" is null)`;
}
