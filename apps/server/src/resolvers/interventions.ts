import { type FractionInput, Intervention, InterventionEffect, ModelFilter, TagInput } from '@passband/schema';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { datasetFilter, modelFilter } from '../graphql/filters.ts';
import { refused } from '../graphql/refusal.ts';
import { interventionsOf, type PairedEffect } from '../results/interventions.ts';
import { modelsOf, modelValues } from '../results/model-values.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { checkCutoff } from './path-arguments.ts';
import { FractionArg, ValuesDatasetArg } from './value-arguments.ts';

const MOST_TAGS = 20;
const MOST_METRICS = 50;

@Resolver()
export class InterventionsResolver {
  @Query(() => [Intervention], {
    description:
      "What each value of the tags in `baseline` changed: mean of the paired differences to models that have the baseline's value of that tag and equal values of every other tag (a tag both lack is equal, one that one lacks is not; so with tag seed, runs of equal seed are paired). Bounds are over pairs of training runs; replicates that no tag tells apart pair each with each, and such pairs are not independent. For all pairs, and by values of groupByTag. Without dataset: the one that most of the models have such metrics on.",
  })
  async interventions(
    @Ctx() context: Context,
    @Arg('baseline', () => [TagInput], {
      description: 'The tags to compare by, up to 20, each with the value that all its others are compared to.',
    })
    baseline: TagInput[],
    @Arg('metrics', () => [String], { description: 'Names of metrics, up to 50.' }) metrics: string[],
    @Arg('groupByTag', () => [String], {
      nullable: true,
      description: 'Pairs whose models have equal values of these tags, up to 20, are a group.',
    })
    groupByTag?: string[] | null,
    @Arg('filter', () => ModelFilter, { nullable: true, description: 'Among which models; all when left out.' })
    filter?: ModelFilter | null,
    @ValuesDatasetArg() dataset?: string | null,
    @FractionArg() fraction?: FractionInput | null,
  ): Promise<Intervention[]> {
    if (baseline.length > MOST_TAGS)
      throw refused(`baseline must be at most ${MOST_TAGS} tags; got ${baseline.length}`);
    if (metrics.length > MOST_METRICS) throw refused(`metrics must be at most ${MOST_METRICS}; got ${metrics.length}`);
    if ((groupByTag?.length ?? 0) > MOST_TAGS)
      throw refused(`groupByTag must be at most ${MOST_TAGS} tags; got ${groupByTag?.length}`);
    const models = await modelsOf(context, modelFilter(filter));
    const values = await modelValues(context, models, {
      metrics,
      datasetId: datasetFilter(dataset),
      fraction: checkCutoff(fraction ?? PUBLISHED),
    });
    return interventionsOf(models, values, { baseline, metrics, groupByTag: groupByTag ?? [] });
  }
}

@Resolver(() => InterventionEffect)
export class InterventionEffectResolver {
  @FieldResolver(() => Int, {
    description:
      'Of how many of these pairs the two values come of measurements with other parameters (Provenance.parametersSha256), such as another seed, number of pairs or precision. Their images may be others, so that the drawing of these is in the difference too. Values that were recorded or imported do not count.',
  })
  async differentlyMeasured(@Root() effect: PairedEffect, @Ctx() { loaders }: Context): Promise<number> {
    const pairs = effect.measurementPairs();
    // Of a million pairs there may be few measurements: each is asked for once.
    const ids = [...new Set(pairs.flat())];
    const rows = await Promise.all(ids.map((id) => loaders.measurements.load(id)));
    const parameters = new Map(ids.map((id, k) => [id, rows[k]?.parametersSha256]));
    return pairs.filter(([a, b]) => parameters.get(a) !== parameters.get(b)).length;
  }
}
