import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MeasurementRow } from './rows.ts';
import { isHeld } from './shard-states.ts';
import type { Tables } from './tables.ts';

/** Every field of a MeasurementRow by its name; `m` is measurements. */
const columns = sql`
  m.id, m.method, m.status, m.model_id as "modelId", m.dataset_id as "datasetId", m.seed, m.parameters,
  m.parameters_sha256 as "parametersSha256", m.runtime_asked as "runtimeAsked", m.runtime, m.device,
  m.passband_version as "passbandVersion", m.model_sha256 as "modelSha256", m.dataset_sha256 as "datasetSha256",
  m.priority, m.idempotency_key as "idempotencyKey", m.created_by as "createdBy", m.created_at as "createdAt",
  m.started_at as "startedAt", m.finished_at as "finishedAt", m.error, m.warnings,
  m.rounds_total as "roundsTotal", m.rounds_done as "roundsDone", m.images_evaluated as "imagesEvaluated",
  m.images_evaluated + coalesce(running.images, 0)::bigint as "imagesDone", coalesce(m.images_expected, m.images_total) as "imagesExpected",
  m.scopes_left as "scopesLeft", m.within_rounds as "withinRounds", m.between_rounds as "betweenRounds",
  m.trained_model_id as "trainedModelId", m.teacher_model_id as "teacherModelId",
  m.validation_dataset_id as "validationDatasetId",
  running.speed as "imagesPerSecond"`;

/** Measurements with the progress of the shards that run; `rest` is where, order by, limit. */
export async function measurementRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<MeasurementRow[]> {
  const { rows } = await sql<MeasurementRow>`
    select ${columns} from measurements m
    left join lateral (
      select sum(s.images_done) as images, sum(s.images_per_second) as speed from shards s
      where s.measurement_id = m.id and ${isHeld}
    ) running on true
    ${rest}`.execute(kysely);
  return rows;
}
