import { type Kysely, type RawBuilder, sql } from 'kysely';
import { nameTakenOr } from './errors.ts';
import { isId, newId } from './ids.ts';
import { removed } from './removed.ts';
import type { DatasetRow } from './rows.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

export function datasets(kysely: Kysely<Tables>): Store['datasets'] {
  const one = async (rest: RawBuilder<unknown>) => (await datasetRows(kysely, rest))[0] ?? null;
  return {
    async insert(dataset) {
      const id = newId();
      try {
        await kysely
          .insertInto('datasets')
          .values({
            id,
            name: dataset.name,
            sha256: dataset.sha256,
            canonical_sha256: dataset.canonicalSha256,
            canonical_size_bytes: dataset.canonicalSizeBytes,
            image_count: dataset.imageCount,
            image_shape: dataset.imageShape === null ? null : [...dataset.imageShape],
            mean: dataset.mean,
            std: dataset.std,
            class_names: dataset.classes.map((one) => one.name),
            class_image_counts: dataset.classes.map((one) => one.imageCount),
            preparation: dataset.preparation,
          })
          .execute();
      } catch (error) {
        throw nameTakenOr(error, 'dataset', dataset.name);
      }
      const row = await one(sql`where d.id = ${id}`);
      if (row === null) throw new Error(`dataset ${id} was not stored`);
      return row;
    },
    all: () => datasetRows(kysely, sql`order by d.name`),
    async byIds(ids) {
      const known = ids.filter(isId);
      return known.length === 0 ? [] : datasetRows(kysely, sql`where d.id = any(${known}::uuid[]) order by d.name`);
    },
    byName: (name) => one(sql`where d.name = ${name}`),
    remove: (id) => removed(kysely, 'datasets', id),
  };
}

async function datasetRows(kysely: Kysely<Tables>, rest: RawBuilder<unknown>): Promise<DatasetRow[]> {
  const { rows } = await sql<Omit<DatasetRow, 'classes'> & { classNames: string[]; classImageCounts: number[] }>`
    select d.id, d.name, d.sha256, d.canonical_sha256 as "canonicalSha256",
      d.canonical_size_bytes as "canonicalSizeBytes", d.image_count as "imageCount", d.image_shape as "imageShape",
      d.mean, d.std, d.class_names as "classNames", d.class_image_counts as "classImageCounts",
      d.preparation, d.created_at as "createdAt"
    from datasets d ${rest}`.execute(kysely);
  return rows.map(({ classNames, classImageCounts, ...row }) => ({
    ...row,
    classes: classNames.map((name, k) => ({ name, imageCount: classImageCounts[k] ?? 0 })),
  }));
}
