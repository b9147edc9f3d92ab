import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ModelRow } from './rows.ts';
import { rowsInOne } from './rows-in-one.ts';
import type { Tables } from './tables.ts';

const ownColumns = sql`
  m.id, m.name, m.format, m.output, m.sha256, m.size_bytes as "sizeBytes", m.parameter_count as "parameterCount",
  m.input_shape as "inputShape", m.class_count as "classCount", m.created_at as "createdAt",
  json_build_object('inputMean', m.input_mean, 'inputStd', m.input_std, 'inputScale', m.input_scale,
    'inputLayout', m.input_layout) as feed`;
const tagsInOrder = sql`json_agg(json_build_object('key', t.key, 'value', t.value) order by t.position)`;

/** Every field of a ModelRow by its name; `m` is models. */
export const modelColumns = sql`
  ${ownColumns}, coalesce((select ${tagsInOrder} from model_tags t where t.model_id = m.id), '[]') as tags`;

/** Models with their tags; `rest` is where, order by, limit. */
export async function modelRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`select ${modelColumns} from models m ${rest}`.execute(kysely);
  return rows;
}

const manyColumns = [
  ...(['id', 'name', 'format', 'output', 'sha256', 'sizeBytes', 'parameterCount', 'inputShape', 'classCount'] as const),
  ...(['createdAt', 'feed', 'keys', 'values'] as const),
];

/** A model's tags as two lists. */
type ManyRow = Omit<ModelRow, 'tags'> & { keys: string[] | null; values: string[] | null };

/** The same of thousands of models: the tags of all are gathered at once. */
export async function manyModelRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<ModelRow[]> {
  const rows = await rowsInOne(
    kysely,
    manyColumns,
    sql<ManyRow>`select ${ownColumns}, t.keys, t.values from models m
      left join (
        select t.model_id, array_agg(t.key order by t.position) as keys, array_agg(t.value order by t.position) as values
        from model_tags t group by t.model_id) t on t.model_id = m.id
      ${rest}`,
  );
  // Field by field: copies of thousands of rows take longer than finding them.
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    format: row.format,
    output: row.output,
    sha256: row.sha256,
    sizeBytes: row.sizeBytes,
    parameterCount: row.parameterCount,
    inputShape: row.inputShape,
    classCount: row.classCount,
    feed: row.feed,
    tags: (row.keys ?? []).map((key, k) => ({ key, value: row.values?.[k] ?? '' })),
    createdAt: new Date(row.createdAt),
  }));
}
