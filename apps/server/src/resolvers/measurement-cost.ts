import { groupsOf, scopeOf } from '@passband/engine';
import { EvaluateModelInput, MeasurementCost, MeasurePathSpectrumInput } from '@passband/schema';
import type { Store } from '@passband/store';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { refused } from '../graphql/refusal.ts';
import { payloadOf } from '../graphql/user-errors.ts';
import { planOf } from '../measurements/plan.ts';
import { runtimeWarnings } from '../measurements/start.ts';

@Resolver()
export class MeasurementCostResolver {
  @Query(() => MeasurementCost, {
    description:
      'What a measurement would cost, before it is started; give one of the inputs. secondsEstimated is from what measurements of this model took here.',
  })
  measurementCost(
    @Ctx() context: Context,
    @Arg('pathSpectrum', () => MeasurePathSpectrumInput, { nullable: true, description: 'A path spectrum.' })
    pathSpectrum?: MeasurePathSpectrumInput | null,
    @Arg('evaluation', () => EvaluateModelInput, { nullable: true, description: 'An evaluation.' })
    evaluation?: EvaluateModelInput | null,
  ): Promise<MeasurementCost> {
    const given = [pathSpectrum, evaluation].filter((input) => input != null).length;
    if (given !== 1) throw refused(`measurementCost takes one measurement; got ${given}`);
    const nothing = { withinPaths: null, betweenPaths: null, images: 0, secondsEstimated: null, warnings: [] };
    return payloadOf<MeasurementCost>(nothing, () =>
      pathSpectrum ? pathSpectrumCost(context, pathSpectrum) : evaluationCost(context, evaluation!),
    );
  }
}

async function pathSpectrumCost(context: Context, input: MeasurePathSpectrumInput) {
  const { parameters, plan, model, dataset } = await planOf(context, 'PATH_SPECTRUM', { ...input });
  const groups = groupsOf(parameters, dataset);
  const within = groups.filter((group) => scopeOf(group) === 'WITHIN_CLASS').length;
  return {
    withinPaths: within * parameters.pairsPerGroup,
    betweenPaths: (groups.length - within) * parameters.pairsPerGroup,
    images: plan.imagesTotal,
    secondsEstimated: await secondsFor(context.store, model.id, plan.imagesTotal),
    warnings: await runtimeWarnings(context, input.runtime),
  };
}

async function evaluationCost(context: Context, input: EvaluateModelInput) {
  const { plan, model } = await planOf(context, 'EVALUATION', { ...input });
  return {
    withinPaths: null,
    betweenPaths: null,
    images: plan.imagesTotal,
    secondsEstimated: await secondsFor(context.store, model.id, plan.imagesTotal),
    warnings: await runtimeWarnings(context, input.runtime),
  };
}

/** Seconds at the speed of this model's latest measurement here, or of any model's; null where there is none. */
async function secondsFor(store: Store, modelId: string, images: number): Promise<number | null> {
  const latest = async (model?: string) => {
    const page = await store.measurements.page({ first: 5, filter: { model, statuses: ['SUCCEEDED'] } });
    return page.edges.map((edge) => edge.node);
  };
  for (const row of [...(await latest(modelId)), ...(await latest())]) {
    const seconds = row.startedAt && row.finishedAt ? (row.finishedAt.getTime() - row.startedAt.getTime()) / 1000 : 0;
    if (seconds > 0 && row.imagesEvaluated > 0) return (images * seconds) / row.imagesEvaluated;
  }
  return null;
}
