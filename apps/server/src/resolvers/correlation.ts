import { Correlation, type FractionInput, ModelFilter, type Tag } from '@passband/schema';
import { pearson, spearman, withinGroups } from '@passband/spectrum';
import type { ModelRow } from '@passband/store';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { datasetFilter, modelFilter } from '../graphql/filters.ts';
import { modelSource } from '../graphql/sources.ts';
import { grouped } from '../results/grouped.ts';
import { modelsOf, modelValues } from '../results/model-values.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { checkCutoff } from './path-arguments.ts';
import { FractionArg, ValuesDatasetArg } from './value-arguments.ts';

const TAG = 'tag:';

@Resolver()
export class CorrelationResolver {
  @Query(() => Correlation, {
    description:
      'x against y over models: metric names, or tag:KEY for a tag whose values are numbers (tag:epochs). Without dataset: the one that most of the models have such metrics on.',
  })
  async correlation(
    @Ctx() context: Context,
    @Arg('x', () => String, { description: 'Name of a metric, or tag:KEY.' }) x: string,
    @Arg('y', () => String, { description: 'Name of a metric, or tag:KEY.' }) y: string,
    @Arg('filter', () => ModelFilter, { nullable: true, description: 'Over which models; all when left out.' })
    filter?: ModelFilter | null,
    @Arg('groupByTag', () => [String], {
      nullable: true,
      description: 'Models of equal values of these tags are a group.',
    })
    groupByTag?: string[] | null,
    @ValuesDatasetArg() dataset?: string | null,
    @FractionArg() fraction?: FractionInput | null,
  ): Promise<Correlation> {
    const models = await modelsOf(context, modelFilter(filter));
    const values = await modelValues(context, models, {
      metrics: [x, y].filter((name) => !name.startsWith(TAG)),
      datasetId: datasetFilter(dataset),
      fraction: checkCutoff(fraction ?? PUBLISHED),
    });
    const coordinate = (name: string, model: ModelRow): number =>
      name.startsWith(TAG)
        ? numberOf(model, name.slice(TAG.length))
        : (values.get(name)?.get(model.id)?.value ?? Number.NaN);
    const points = models
      .map((row) => ({
        model: modelSource(row),
        x: coordinate(x, row),
        y: coordinate(y, row),
        tags: row.tags.filter(({ key }) => groupByTag?.includes(key)).sort(byKey),
      }))
      .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    return { ...overAll(points), ...byGroup(points, (groupByTag?.length ?? 0) > 0), points };
  }
}

interface Point {
  x: number;
  y: number;
  tags: Tag[];
}

function overAll(points: readonly Point[]) {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return { count: points.length, pearson: pearson(xs, ys), spearman: spearman(xs, ys) };
}

function byGroup(points: readonly Point[], isGrouped: boolean): Pick<Correlation, 'withinGroups' | 'groups'> {
  if (!isGrouped) return { withinGroups: null, groups: [] };
  const keyOf = ({ tags }: Point): string => JSON.stringify(tags.map(({ key, value }) => [key, value]));
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return {
    withinGroups: withinGroups(xs, ys, points.map(keyOf)),
    groups: [...grouped(points, keyOf).values()].map((own) => {
      const { count, pearson: r } = overAll(own);
      return { tags: own[0]?.tags ?? [], count, pearson: r };
    }),
  };
}

/** A tag's value as a number; NaN where there is none or it isn't one. */
function numberOf(model: ModelRow, key: string): number {
  const value = model.tags.find((tag) => tag.key === key)?.value.trim();
  return value ? Number(value) : Number.NaN;
}

const byKey = (a: Tag, b: Tag): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
