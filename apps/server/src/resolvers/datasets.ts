import { Class, Dataset, DiversityMetric, ImageConnection } from '@passband/schema';
import { Arg, Ctx, FieldResolver, Float, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { refused } from '../graphql/refusal.ts';
import { type ClassSource, type DatasetSource, datasetSource, imageOf } from '../graphql/sources.ts';
import { AfterArg, FirstArg } from './page-arguments.ts';

@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => [Dataset], { description: 'All datasets, by name.' })
  async datasets(@Ctx() { store }: Context): Promise<DatasetSource[]> {
    return (await store.datasets.all()).map(datasetSource);
  }

  @Query(() => Dataset, { nullable: true, description: 'A dataset by its id or name. Null where there is none.' })
  async dataset(
    @Ctx() { loaders, store }: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Its name.' }) name?: string | null,
  ): Promise<DatasetSource | null> {
    const known = id == null ? null : storeId('dataset', id);
    const row =
      id == null
        ? name != null && (await store.datasets.byName(name))
        : known !== null && (await loaders.datasets.load(known));
    return row && (name == null || row.name === name) ? datasetSource(row) : null;
  }

  @FieldResolver(() => ImageConnection, {
    description: 'Its images, in their order. None where only results are known here.',
  })
  async images(
    @Root() { row }: DatasetSource,
    @Ctx() { datasetFiles }: Context,
    @FirstArg() first: number,
    @AfterArg() after?: string | null,
    @Arg('class', () => Int, { nullable: true, description: 'Only of the class of this index.' }) classIndex?:
      | number
      | null,
  ) {
    const request = pageRequest(first, after);
    const start = request.after === undefined ? 0 : indexAfter(request.after);
    const labels = (await datasetFiles.of(row))?.labels ?? new Uint16Array(0);
    const found: number[] = [];
    for (let index = start; index < labels.length && found.length <= request.first; index++)
      if (classIndex == null || labels[index] === classIndex) found.push(index);
    const shown = found.slice(0, request.first);
    const last = shown.at(-1);
    return {
      edges: shown.map((index) => ({ cursor: String(index), node: imageOf(row, index, labels[index]!) })),
      pageInfo: { hasNextPage: found.length > shown.length, endCursor: last === undefined ? null : String(last) },
      totalCount: classIndex == null ? row.imageCount : (row.classes[classIndex]?.imageCount ?? 0),
    };
  }
}

@Resolver(() => Class)
export class ClassResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Mean distance between its images, over all pairs. Computed when first asked for, which takes about a second per 10^9 pairs times values of an image, and kept. Null of fewer than two images, or where that would take minutes.',
  })
  async diversity(
    @Root() { index, dataset }: ClassSource,
    @Ctx() { classDiversities }: Context,
    @Arg('metric', () => DiversityMetric, {
      nullable: true,
      defaultValue: 'PIXEL_DISTANCE',
      description: 'What the distance between two images is.',
    })
    metric: DiversityMetric,
  ): Promise<number | null> {
    return (await classDiversities.of(dataset, metric))[index] ?? null;
  }
}

function indexAfter(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor))
    throw refused(`a cursor must be one that this listing gave; got ${JSON.stringify(cursor)}`);
  return Number(cursor) + 1;
}
