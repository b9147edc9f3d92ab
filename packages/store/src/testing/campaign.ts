import { type Kysely, sql } from 'kysely';
import { newId } from '../ids.ts';
import type { Tag } from '../rows.ts';
import type { Tables } from '../tables.ts';

/** A model of a campaign, with what was recorded of it. */
export interface CampaignModel {
  name: string;
  tags: readonly Tag[];
  metrics: Readonly<Record<string, number>>;
}

/** Stores thousands of models at once, each with a file of its own that nobody has, and what was recorded of them. Their ids. */
export async function insertCampaign(
  kysely: Kysely<Tables>,
  models: readonly CampaignModel[],
  datasetId: string,
): Promise<string[]> {
  const ids = models.map(() => newId());
  const tags = models.flatMap((model, k) => model.tags.map((tag, position) => ({ ...tag, position, model: ids[k] })));
  const metrics = models.flatMap((model, k) =>
    Object.entries(model.metrics).map(([name, value]) => ({ id: newId(), name, value, model: ids[k] })),
  );
  await kysely.transaction().execute(async (transaction) => {
    await sql`insert into models (id, name, format, output, sha256, size_bytes, parameter_count, input_shape, class_count,
        input_scale)
      select id, name, 'ONNX', 'LOGITS', encode(sha256(convert_to(name, 'UTF8')), 'hex'), 300000, 77000, '{1,28,28}', 10, 'UNIT'
      from unnest(${ids}::uuid[], ${models.map(({ name }) => name)}::text[]) as m (id, name)`.execute(transaction);
    await sql`insert into model_tags (model_id, position, key, value) select * from unnest(
      ${tags.map(({ model }) => model)}::uuid[], ${tags.map(({ position }) => position)}::int[],
      ${tags.map(({ key }) => key)}::text[], ${tags.map(({ value }) => value)}::text[])`.execute(transaction);
    await sql`insert into metrics (id, model_id, dataset_id, name, value)
      select m.id, m.model, ${datasetId}, m.name, m.value from unnest(${metrics.map(({ id }) => id)}::uuid[],
        ${metrics.map(({ model }) => model)}::uuid[], ${metrics.map(({ name }) => name)}::text[],
        ${metrics.map(({ value }) => value)}::float8[]) as m (id, model, name, value)`.execute(transaction);
  });
  return ids;
}
