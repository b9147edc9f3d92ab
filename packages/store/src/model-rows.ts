import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';
import type { ModelRow } from './types.ts';

/** Every field of a ModelRow by its name; `m` is models. */
export const modelColumns = sql`
  m.id, m.name, m.format, m.output, m.sha256, m.size_bytes as "sizeBytes", m.parameter_count as "parameterCount",
  m.input_shape as "inputShape", m.class_count as "classCount", m.created_at as "createdAt",
  jsonb_build_object('inputMean', m.input_mean, 'inputStd', m.input_std, 'inputScale', m.input_scale,
    'inputLayout', m.input_layout) as feed,
  coalesce((select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value) order by t.position)
    from model_tags t where t.model_id = m.id), '[]') as tags`;

/** Models with their tags; `rest` is where, order by, limit. */
export async function modelRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`select ${modelColumns} from models m ${rest}`.execute(kysely);
  return rows;
}
