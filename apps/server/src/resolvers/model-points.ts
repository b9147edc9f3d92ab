import { type FractionInput, ModelFilter, ModelPoints } from '@passband/schema';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { datasetFilter, modelFilter } from '../graphql/filters.ts';
import { refused } from '../graphql/refusal.ts';
import { modelSource } from '../graphql/sources.ts';
import { modelsOf, modelValues } from '../results/model-values.ts';
import { packed } from '../results/packed.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { checkCutoff } from './path-arguments.ts';
import { FractionArg, ValuesDatasetArg } from './value-arguments.ts';

const MOST_COLUMNS = 50;

@Resolver()
export class ModelPointsResolver {
  @Query(() => ModelPoints, {
    description:
      'Columns for figures: a row a model, its current values of these metrics (NaN where there is none) with standard errors and its tags, up to 10,000 models in one request. Without dataset: the one that most of the models have such metrics on.',
  })
  async modelPoints(
    @Ctx() context: Context,
    @Arg('metrics', () => [String], { description: 'Names of metrics, a column each.' }) metrics: string[],
    @Arg('tags', () => [String], { nullable: true, defaultValue: [], description: 'Keys of tags, a column each.' })
    tags: string[],
    @Arg('filter', () => ModelFilter, { nullable: true, description: 'Of which models; all when left out.' })
    filter?: ModelFilter | null,
    @ValuesDatasetArg() dataset?: string | null,
    @FractionArg() fraction?: FractionInput | null,
  ): Promise<ModelPoints> {
    if (metrics.length + tags.length > MOST_COLUMNS)
      throw refused(`metrics and tags must be at most ${MOST_COLUMNS} together; got ${metrics.length + tags.length}`);
    const models = await modelsOf(context, modelFilter(filter));
    const choice = { metrics, datasetId: datasetFilter(dataset), fraction: checkCutoff(fraction ?? PUBLISHED) };
    const values = await modelValues(context, models, choice);
    return {
      models: models.map(modelSource),
      metrics: metrics.map((name) => {
        const own = models.map((model) => values.get(name)?.get(model.id));
        return {
          name,
          values: packed(own.map((value) => value?.value ?? null)),
          standardErrors: packed(own.map((value) => value?.standardError ?? null)),
          lower: packed(own.map((value) => value?.lower ?? null)),
          upper: packed(own.map((value) => value?.upper ?? null)),
        };
      }),
      tags: tags.map((key) => ({
        key,
        values: models.map((model) => model.tags.find((tag) => tag.key === key)?.value ?? null),
      })),
    };
  }
}
