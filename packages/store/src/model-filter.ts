import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { isId } from './ids.ts';
import type { ModelFilter } from './requests.ts';

/** A filter as a condition on `m`, models. What stands side by side in one filter holds all at once; an empty `or` holds for none. */
export function modelMatches(filter: ModelFilter | undefined): RawBuilder<SqlBool> {
  return allOf(filter === undefined ? [] : conditions(filter));
}

function conditions(filter: ModelFilter): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [];
  if (filter.and !== undefined) all.push(allOf(filter.and.map(modelMatches)));
  if (filter.or !== undefined) all.push(anyOf(filter.or.map(modelMatches)));
  if (filter.not !== undefined) all.push(sql`not ${modelMatches(filter.not)}`);
  if (filter.name !== undefined) all.push(...nameConditions(filter.name));
  if (filter.tag !== undefined) all.push(tagCondition(filter.tag));
  if (filter.metric !== undefined) all.push(metricCondition(filter.metric));
  if (filter.format !== undefined) all.push(sql`m.format = ${filter.format}`);
  if (filter.dataset !== undefined) all.push(datasetCondition(filter.dataset));
  return all;
}

const allOf = (all: RawBuilder<unknown>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join([sql`true`, ...all], sql` and `)})`;
const anyOf = (all: RawBuilder<unknown>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join([sql`false`, ...all], sql` or `)})`;

/** `contains` takes no notice of case; `eq` and `in` do. */
function nameConditions(name: NonNullable<ModelFilter['name']>): RawBuilder<unknown>[] {
  const all: RawBuilder<unknown>[] = [];
  if (name.eq !== undefined) all.push(sql`m.name = ${name.eq}`);
  if (name.contains !== undefined) all.push(sql`strpos(lower(m.name), lower(${name.contains}::text)) > 0`);
  if (name.in !== undefined) all.push(sql`m.name = any(${name.in}::text[])`);
  return all;
}

function tagCondition(tag: NonNullable<ModelFilter['tag']>): RawBuilder<unknown> {
  const all = [sql`t.model_id = m.id`, sql`t.key = ${tag.key}`];
  if (tag.eq !== undefined) all.push(sql`t.value = ${tag.eq}`);
  if (tag.in !== undefined) all.push(sql`t.value = any(${tag.in}::text[])`);
  const exists = sql`exists (select from model_tags t where ${sql.join(all, sql` and `)})`;
  return tag.exists === false ? sql`not ${exists}` : exists;
}

/**
 * Holds where the current value on any dataset is within all bounds given; without one, where there is a value. Of each model
 * by itself, in the order of an index: the view current_metrics would be gathered whole.
 */
function metricCondition(metric: NonNullable<ModelFilter['metric']>): RawBuilder<unknown> {
  const all = [sql`true`];
  if (metric.gt !== undefined) all.push(sql`v.value > ${metric.gt}::float8`);
  if (metric.gte !== undefined) all.push(sql`v.value >= ${metric.gte}::float8`);
  if (metric.lt !== undefined) all.push(sql`v.value < ${metric.lt}::float8`);
  if (metric.lte !== undefined) all.push(sql`v.value <= ${metric.lte}::float8`);
  return sql`exists (select from (
      select distinct on (v.dataset_id) v.value from metrics v where v.model_id = m.id and v.name = ${metric.name}
      order by v.dataset_id, v.recorded_at desc, v.id desc) v where ${sql.join(all, sql` and `)})`;
}

function datasetCondition(dataset: string): RawBuilder<unknown> {
  if (!isId(dataset)) return sql`false`;
  return sql`(exists (select from metrics v where v.model_id = m.id and v.dataset_id = ${dataset})
    or exists (select from measurements x where x.model_id = m.id and x.dataset_id = ${dataset}))`;
}
