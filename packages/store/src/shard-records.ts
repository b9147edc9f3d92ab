import type { EvaluationRecord, FourierHeatMapRecord, JacobianNormRecord } from '@passband/engine';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isId } from './ids.ts';
import type { ShardRecords } from './store.ts';
import type { Tables } from './tables.ts';

/** What finished shards gave, by measurement: one row a shard, in order of rounds; `columns` as SQL, with the table. */
export function shardRecords<Row, Record>(
  kysely: Kysely<Tables>,
  columns: RawBuilder<unknown>,
  recordOf: (row: Row) => Record,
): ShardRecords<Record> {
  return {
    async ofMeasurements(ids) {
      const known = ids.filter(isId);
      if (known.length === 0) return [];
      const { rows } = await sql<Row & { measurementId: string; firstRound: number }>`
        select measurement_id as "measurementId", first_round as "firstRound", ${columns}
          where measurement_id = any(${known}::uuid[]) order by measurement_id, first_round`.execute(kysely);
      const records = new Map<string, { firstRound: number; record: Record }[]>();
      for (const row of rows) {
        const own = records.get(row.measurementId) ?? [];
        own.push({ firstRound: row.firstRound, record: recordOf(row) });
        records.set(row.measurementId, own);
      }
      return [...records].map(([measurementId, list]) => ({ measurementId, records: list }));
    },
  };
}

export function evaluations(kysely: Kysely<Tables>): ShardRecords<EvaluationRecord> {
  return shardRecords(
    kysely,
    sql`images_by_class as "imagesByClass", hits_by_class as "hitsByClass", loss_sum as "lossSum" from evaluations`,
    (record: EvaluationRecord) => record,
  );
}

export function jacobianNorms(kysely: Kysely<Tables>): ShardRecords<JacobianNormRecord> {
  return shardRecords(kysely, sql`squares from jacobian_norms`, (record: JacobianNormRecord) => record);
}

export function fourierHeatMaps(kysely: Kysely<Tables>): ShardRecords<FourierHeatMapRecord> {
  return shardRecords(kysely, sql`errors from fourier_heat_maps`, (record: FourierHeatMapRecord) => record);
}
