import type { EvaluationRecord } from '@passband/engine';
import { type Kysely, sql } from 'kysely';
import { isId } from './ids.ts';
import type { Tables } from './tables.ts';
import type { Store } from './types.ts';

export function evaluations(kysely: Kysely<Tables>): Store['evaluations'] {
  return {
    async ofMeasurements(ids) {
      const known = ids.filter(isId);
      if (known.length === 0) return [];
      const { rows } = await sql<EvaluationRecord & { measurementId: string }>`
        select measurement_id as "measurementId", images_by_class as "imagesByClass", hits_by_class as "hitsByClass",
          loss_sum as "lossSum"
        from evaluations where measurement_id = any(${known}::uuid[]) order by measurement_id, first_round`.execute(
        kysely,
      );
      const records = new Map<string, EvaluationRecord[]>();
      for (const { measurementId, ...record } of rows) {
        records.set(measurementId, [...(records.get(measurementId) ?? []), record]);
      }
      return [...records].map(([measurementId, list]) => ({ measurementId, records: list }));
    },
  };
}
