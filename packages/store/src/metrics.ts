import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isId, newId } from './ids.ts';
import { currentColumns } from './metric-columns.ts';
import type { MetricValue } from './requests.ts';
import type { MetricRow } from './rows.ts';
import { rowsInOne } from './rows-in-one.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

const metricColumns = [
  ...(['id', 'modelId', 'datasetId', 'measurementId', 'name', 'value', 'standardError', 'lower', 'upper'] as const),
  ...(['recordedAt', 'current'] as const),
];

export function metrics(kysely: Kysely<Tables>): Store['metrics'] {
  return {
    record: (modelId, datasetId, values) => insertMetrics(kysely, { modelId, datasetId, measurementId: null }, values),
    async ofModels(modelIds, { names, datasetId, currentOnly }) {
      const known = modelIds.filter(isId);
      if (known.length === 0 || (datasetId !== undefined && !isId(datasetId))) return [];
      const all: RawBuilder<unknown>[] = [sql`v.model_id = any(${known}::uuid[])`];
      if (names !== undefined) all.push(sql`v.name = any(${names}::text[])`);
      if (datasetId !== undefined) all.push(sql`v.dataset_id = ${datasetId}`);
      // Newest first within model, name and dataset: the first of them is the current one.
      const rows = await rowsInOne(
        kysely,
        metricColumns,
        sql<MetricRow>`
        select * from (
          select v.id, v.model_id as "modelId", v.dataset_id as "datasetId", v.measurement_id as "measurementId", v.name,
            v.value, v.standard_error as "standardError", v.lower, v.upper, v.recorded_at as "recordedAt",
            row_number() over (partition by v.model_id, v.name, v.dataset_id order by v.recorded_at desc, v.id desc) = 1
              as current
          from metrics v where ${sql.join(all, sql` and `)}
        ) v where current or ${!currentOnly}::boolean
        order by "recordedAt" desc, id desc`,
      );
      return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }));
    },
    currentColumns: (modelIds, asked) => currentColumns(kysely, modelIds, asked),
  };
}

/** Stores what a measurement that succeeded found, or somebody else. */
export async function insertMetrics(
  transaction: Kysely<Tables>,
  of: { measurementId: string | null; modelId: string; datasetId: string | null },
  metrics: readonly MetricValue[],
): Promise<void> {
  if (metrics.length === 0) return;
  await transaction
    .insertInto('metrics')
    .values(
      metrics.map((metric) => ({
        id: newId(),
        model_id: of.modelId,
        dataset_id: of.datasetId,
        measurement_id: of.measurementId,
        name: metric.name,
        value: metric.value,
        standard_error: metric.standardError,
        lower: metric.lower,
        upper: metric.upper,
      })),
    )
    .execute();
}
