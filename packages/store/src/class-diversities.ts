import type { Kysely } from 'kysely';
import { isId } from './ids.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export function classDiversities(kysely: Kysely<Tables>): Store['classDiversities'] {
  return {
    async ofDataset(datasetId, metric) {
      if (!isId(datasetId)) return null;
      const row = await kysely
        .selectFrom('class_diversities')
        .select('diversities')
        .where('dataset_id', '=', datasetId)
        .where('metric', '=', metric)
        .executeTakeFirst();
      return row?.diversities ?? null;
    },
    async put(datasetId, metric, diversities) {
      await kysely
        .insertInto('class_diversities')
        .values({ dataset_id: datasetId, metric, diversities: [...diversities] })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
