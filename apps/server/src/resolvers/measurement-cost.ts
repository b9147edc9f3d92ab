import { groupsOf, type Method, scopeOf } from '@passband/engine';
import {
  EvaluateModelInput,
  MeasureFourierHeatMapInput,
  MeasureJacobianNormInput,
  MeasurementCost,
  MeasureNoiseFittingInput,
  MeasurePathSpectrumInput,
} from '@passband/schema';
import { type MeasurementRow, type Store, TRAINED_FORMAT } from '@passband/store';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { refused } from '../graphql/refusal.ts';
import { payloadOf } from '../graphql/user-errors.ts';
import { expectedImages, isPrecise } from '../measurements/expected-images.ts';
import { noiseFittingParameters } from '../measurements/parameters.ts';
import { planOf } from '../measurements/plan.ts';
import { runtimeWarnings } from '../measurements/start.ts';
import { trainingOf } from '../measurements/training.ts';

type Cost = Omit<MeasurementCost, 'userErrors'>;

const NOTHING: Cost = { withinPaths: null, betweenPaths: null, images: 0, secondsEstimated: null, warnings: [] };

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
    @Arg('jacobianNorm', () => MeasureJacobianNormInput, { nullable: true, description: 'A Jacobian norm.' })
    jacobianNorm?: MeasureJacobianNormInput | null,
    @Arg('fourierHeatMap', () => MeasureFourierHeatMapInput, { nullable: true, description: 'A Fourier heat map.' })
    fourierHeatMap?: MeasureFourierHeatMapInput | null,
    @Arg('noiseFitting', () => MeasureNoiseFittingInput, { nullable: true, description: 'Noise fitting.' })
    noiseFitting?: MeasureNoiseFittingInput | null,
  ): Promise<MeasurementCost> {
    const costs = [
      pathSpectrum && (() => pathSpectrumCost(context, pathSpectrum)),
      evaluation && (() => costOf(context, 'EVALUATION', { ...evaluation })),
      jacobianNorm && (() => costOf(context, 'JACOBIAN_NORM', { ...jacobianNorm })),
      fourierHeatMap && (() => costOf(context, 'FOURIER_HEAT_MAP', { ...fourierHeatMap })),
      noiseFitting && (() => noiseFittingCost(context, noiseFitting)),
    ].filter((cost) => cost != null);
    const [cost] = costs;
    if (!cost || costs.length > 1) throw refused(`measurementCost takes one measurement; got ${costs.length}`);
    return payloadOf<MeasurementCost>(NOTHING, cost);
  }
}

async function pathSpectrumCost(context: Context, input: MeasurePathSpectrumInput): Promise<Cost> {
  const { parameters, plan, model, dataset } = await planOf(context, 'PATH_SPECTRUM', { ...input });
  const groups = groupsOf(parameters, dataset);
  const within = groups.filter((group) => scopeOf(group) === 'WITHIN_CLASS').length;
  const expected = isPrecise(parameters)
    ? await expectedImages(context.store, { model, dataset, parameters, plan })
    : null;
  const images = expected ?? plan.imagesTotal;
  return {
    withinPaths: within * parameters.pairsPerGroup,
    betweenPaths: (groups.length - within) * parameters.pairsPerGroup,
    images,
    secondsEstimated: await secondsFor(context.store, model.id, images),
    warnings: await runtimeWarnings(context, input.runtime, model),
  };
}

/** Of a method without paths. */
async function costOf(
  context: Context,
  method: Method,
  input: Readonly<Record<string, unknown>> & { model: string; dataset: string; runtime: string },
): Promise<Cost> {
  const { plan, model } = await planOf(context, method, input);
  return {
    ...NOTHING,
    images: plan.imagesTotal,
    secondsEstimated: await secondsFor(context.store, model.id, plan.imagesTotal),
    warnings: await runtimeWarnings(context, input.runtime, model),
  };
}

/** Images are trained on and validated with; the speed is that of networks of this architecture, trained here. */
async function noiseFittingCost(context: Context, input: MeasureNoiseFittingInput): Promise<Cost> {
  const { teacher, parameters, plan, warnings } = await trainingOf(context, { ...input });
  const { architecture } = parameters;
  const isAlike = (row: MeasurementRow): boolean => noiseFittingParameters(row).architecture === architecture;
  const page = await context.store.measurements.page({
    first: 20,
    filter: { method: 'NOISE_FITTING', statuses: ['SUCCEEDED'] },
  });
  const alike = page.edges.map(({ node }) => node).filter(isAlike);
  return {
    ...NOTHING,
    images: plan.imagesTotal,
    secondsEstimated: secondsAtSpeed(alike, plan.imagesTotal),
    warnings: [...(await runtimeWarnings(context, input.runtime, { format: TRAINED_FORMAT }, teacher)), ...warnings],
  };
}

/** Seconds at the speed of this model's latest measurement here, or of any model's; null where there is none. */
async function secondsFor(store: Store, modelId: string, images: number): Promise<number | null> {
  const latest = async (model?: string) => {
    const page = await store.measurements.page({ first: 5, filter: { model, statuses: ['SUCCEEDED'] } });
    // Training is slower than evaluation, and says nothing of it.
    return page.edges.map((edge) => edge.node).filter(({ method }) => method !== 'NOISE_FITTING');
  };
  return secondsAtSpeed([...(await latest(modelId)), ...(await latest())], images);
}

/** Seconds at the speed of the first of these that took any time; null where none did. */
function secondsAtSpeed(rows: readonly MeasurementRow[], images: number): number | null {
  for (const row of rows) {
    const seconds = row.startedAt && row.finishedAt ? (row.finishedAt.getTime() - row.startedAt.getTime()) / 1000 : 0;
    if (seconds > 0 && row.imagesEvaluated > 0) return (images * seconds) / row.imagesEvaluated;
  }
  return null;
}
