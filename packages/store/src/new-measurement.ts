import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { idOrNone, newId } from './ids.ts';
import type { Tables } from './tables.ts';
import type { NewMeasurement } from './types.ts';

/** The new row's id, or null where its key exists. The sha256 of files are those of this moment. */
export async function insertMeasurement(transaction: Kysely<Tables>, row: NewMeasurement): Promise<string | null> {
  const parametersSha256 = createHash('sha256').update(row.parameters, 'utf8').digest('hex');
  const model = await transaction
    .selectFrom('models')
    .select(['name', 'sha256'])
    .where('id', '=', idOrNone(row.modelId))
    .executeTakeFirst();
  const dataset = await transaction
    .selectFrom('datasets')
    .select(['name', 'sha256', 'canonical_sha256', 'image_shape'])
    .where('id', '=', idOrNone(row.datasetId))
    .executeTakeFirst();
  if (model === undefined) throw new Error(`a measurement needs a model that is registered; got ${row.modelId}`);
  if (dataset === undefined) throw new Error(`a measurement needs a dataset that is registered; got ${row.datasetId}`);
  if (model.sha256 === null) throw new Error(`a measured model needs a file; "${model.name}" has none`);
  if (dataset.sha256 === null || dataset.canonical_sha256 === null || dataset.image_shape === null) {
    throw new Error(`a measured dataset needs images; "${dataset.name}" has none`);
  }
  const inserted = await transaction
    .insertInto('measurements')
    .values({
      id: newId(),
      method: row.method,
      model_id: row.modelId,
      dataset_id: row.datasetId,
      seed: row.seed,
      parameters: row.parameters,
      parameters_sha256: parametersSha256,
      runtime_asked: row.runtimeAsked,
      passband_version: row.passbandVersion,
      model_sha256: model.sha256,
      dataset_sha256: dataset.sha256,
      priority: row.priority,
      idempotency_key: row.idempotencyKey,
      created_by: row.createdBy,
      warnings: row.warnings,
      rounds_total: row.roundsTotal,
      images_total: row.imagesTotal,
      images_expected: row.imagesExpected,
      scopes_left: row.scopes,
    })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}
