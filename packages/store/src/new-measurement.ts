import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { idOrNone, newId } from './ids.ts';
import { insertModelNamed } from './models.ts';
import type { NewMeasurement } from './requests.ts';
import type { Tables } from './tables.ts';

/** The new row's id, or null where its key exists: then nothing is made. The sha256 of files are those of this moment. */
export async function insertMeasurement(transaction: Kysely<Tables>, row: NewMeasurement): Promise<string | null> {
  if (await hasKey(transaction, row.idempotencyKey)) return null;
  const model = await measuredModel(transaction, row);
  const dataset = await measuredDataset(transaction, row.datasetId);
  const inserted = await transaction
    .insertInto('measurements')
    .values({
      id: newId(),
      method: row.method,
      model_id: model.id,
      dataset_id: row.datasetId,
      seed: row.seed,
      parameters: row.parameters,
      parameters_sha256: createHash('sha256').update(row.parameters, 'utf8').digest('hex'),
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
      validation_dataset_id: row.training?.validationDatasetId ?? null,
      teacher_model_id: row.training?.teacherModelId ?? null,
      trained_model_id: row.modelId === null ? model.id : null,
    })
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

async function hasKey(transaction: Kysely<Tables>, key: string | null): Promise<boolean> {
  if (key === null) return false;
  const known = transaction.selectFrom('measurements').select('id').where('idempotency_key', '=', key);
  return (await known.executeTakeFirst()) !== undefined;
}

/** What is measured, with the file that it is measured by; training needs none. */
async function measuredModel(
  transaction: Kysely<Tables>,
  { modelId, method, training }: NewMeasurement,
): Promise<{ id: string; sha256: string | null }> {
  if (modelId === null && training?.trainedModel) return insertModelNamed(transaction, training.trainedModel);
  const row = await transaction
    .selectFrom('models')
    .select(['id', 'name', 'sha256'])
    .where('id', '=', idOrNone(modelId ?? ''))
    .executeTakeFirst();
  if (row === undefined) throw new Error(`a measurement needs a model that is registered; got ${modelId}`);
  if (row.sha256 === null && method !== 'NOISE_FITTING')
    throw new Error(`a measured model needs a file; "${row.name}" has none`);
  return row;
}

async function measuredDataset(transaction: Kysely<Tables>, id: string): Promise<{ sha256: string }> {
  const row = await transaction
    .selectFrom('datasets')
    .select(['name', 'sha256', 'canonical_sha256', 'image_shape'])
    .where('id', '=', idOrNone(id))
    .executeTakeFirst();
  if (row === undefined) throw new Error(`a measurement needs a dataset that is registered; got ${id}`);
  const { sha256 } = row;
  if (sha256 === null || row.canonical_sha256 === null || row.image_shape === null)
    throw new Error(`a measured dataset needs images; "${row.name}" has none`);
  return { sha256 };
}
