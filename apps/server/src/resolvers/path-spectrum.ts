import { scopeOf } from '@passband/engine';
import {
  type CutoffUnit,
  DirectionSpectrum,
  Estimate,
  PathConnection,
  PathGroup,
  PathScope,
  PathSpectrumMeasurement,
  Round,
  Spectrum,
  type SpectrumEstimator,
} from '@passband/schema';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionOf, pageRequest } from '../graphql/connection.ts';
import type { Context } from '../graphql/context.ts';
import { namedDataset } from '../graphql/loaders.ts';
import { refused } from '../graphql/refusal.ts';
import { classOf, type PathSpectrumSource } from '../graphql/sources.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { directionSpectra } from './directions.ts';
import { AfterArg, FirstArg } from './page-arguments.ts';
import {
  BinsArg,
  CutoffArg,
  CutoffUnitArg,
  checkBins,
  checkFraction,
  EstimatorArg,
  ScopeArg,
} from './path-arguments.ts';
import { pathSource } from './paths.ts';
import { spectrumOf } from './spectra.ts';

@Resolver(() => PathSpectrumMeasurement)
export class PathSpectrumResolver {
  @FieldResolver(() => Int, { description: 'Paths of fewer than 4 samples: in no mean.' })
  async excludedPaths(@Root() { row }: PathSpectrumSource, @Ctx() { results }: Context): Promise<number> {
    return (await results.values(row, PUBLISHED)).excludedPaths;
  }

  @FieldResolver(() => Estimate, {
    nullable: true,
    description:
      'Share of the spectra at and above the cutoff, 0 to 1: mean over paths, every group weighing the same. Null without paths.',
  })
  highFrequencyFraction(
    @Root() { row }: PathSpectrumSource,
    @Ctx() { results }: Context,
    @CutoffArg() cutoff: number,
    @CutoffUnitArg() cutoffUnit: CutoffUnit,
    @EstimatorArg() estimator: SpectrumEstimator,
    @ScopeArg() scope?: PathScope | null,
  ): Promise<Estimate | null> {
    return results.highFrequencyFraction(row, scope ?? null, checkFraction({ estimator, cutoff, cutoffUnit }, row));
  }

  @FieldResolver(() => Estimate, {
    nullable: true,
    description: 'Samples from the start of a path until the most likely class first changes: mean over paths.',
  })
  consistentDistance(
    @Root() { row }: PathSpectrumSource,
    @Ctx() { results }: Context,
    @ScopeArg() scope?: PathScope | null,
  ): Promise<Estimate | null> {
    return results.consistentDistance(row, scope ?? null);
  }

  @FieldResolver(() => [PathGroup], {
    description: 'One row a class or pair of classes: the class × class map. Empty for DIRECTION.',
  })
  async groups(
    @Root() { row }: PathSpectrumSource,
    @Ctx() context: Context,
    @CutoffArg() cutoff: number,
    @CutoffUnitArg() cutoffUnit: CutoffUnit,
    @EstimatorArg() estimator: SpectrumEstimator,
    @ScopeArg() scope?: PathScope | null,
  ): Promise<PathGroup[]> {
    const choice = checkFraction({ estimator, cutoff, cutoffUnit }, row);
    if (pathSpectrumParameters(row).path === 'DIRECTION') return [];
    const dataset = await namedDataset(context.loaders, row.datasetId);
    const groups = await context.results.groups(row, scope ?? null, choice);
    return groups.map(({ classA, classB, ...group }) => ({
      ...group,
      scope: scopeOf({ classA, classB }),
      classA: classOf(dataset, classA),
      classB: classOf(dataset, classB),
    }));
  }

  @FieldResolver(() => [Round], { description: 'How the mean and its band came about, a row a finished round.' })
  rounds(
    @Root() { row }: PathSpectrumSource,
    @Ctx() { results }: Context,
    @Arg('scope', () => PathScope, { description: 'Of this scope.' }) scope: PathScope,
  ): Promise<Round[]> {
    return results.rounds(row, scope);
  }

  @FieldResolver(() => [Spectrum], {
    description: 'One spectrum a scope, or one a pair of classes; of the first `rounds` rounds, all when left out.',
  })
  async spectra(
    @Root() { row }: PathSpectrumSource,
    @Ctx() context: Context,
    @Arg('byClassPair', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'One a class or pair of classes.',
    })
    byClassPair: boolean,
    @EstimatorArg() estimator: SpectrumEstimator,
    @BinsArg() bins: number,
    @ScopeArg() scope?: PathScope | null,
    @Arg('rounds', () => Int, { nullable: true, description: 'Only of the first so many rounds.' }) rounds?:
      | number
      | null,
  ): Promise<Spectrum[]> {
    if (rounds != null && rounds < 1) throw refused(`rounds must be at least 1; got ${rounds}`);
    const dataset = await namedDataset(context.loaders, row.datasetId);
    const rows = byClassPair ? ('CLASS_PAIR' as const) : ('SCOPE' as const);
    const choice = { estimator, bins: checkBins(bins), scope: scope ?? null, rows, rounds: rounds ?? null };
    return (await context.results.spectra(row, choice)).map((spectrum) => spectrumOf(row, dataset, spectrum));
  }

  @FieldResolver(() => PathConnection, { description: 'Its paths, by scope (within first), class and round.' })
  async paths(
    @Root() { row }: PathSpectrumSource,
    @Ctx() context: Context,
    @FirstArg() first: number,
    @AfterArg() after?: string | null,
    @ScopeArg() scope?: PathScope | null,
    @Arg('classA', () => Int, { nullable: true, description: 'Of the class of this index, the smaller of the two.' })
    classA?: number | null,
    @Arg('classB', () => Int, { nullable: true, description: 'Of the class of this index, the larger of the two.' })
    classB?: number | null,
  ) {
    const dataset = await namedDataset(context.loaders, row.datasetId);
    const choice = { scope: scope ?? undefined, classA: classA ?? undefined, classB: classB ?? undefined };
    const page = await context.store.paths.page(row.id, { ...pageRequest(first, after), ...choice });
    return connectionOf(page, (path) => pathSource(path, row, dataset));
  }

  @FieldResolver(() => [DirectionSpectrum], {
    description:
      'For paths of kind DIRECTION: one row a direction, image frequency against function frequency. Empty otherwise.',
  })
  async directions(
    @Root() { row }: PathSpectrumSource,
    @Ctx() context: Context,
    @EstimatorArg() estimator: SpectrumEstimator,
    @BinsArg() bins: number,
  ): Promise<DirectionSpectrum[]> {
    checkBins(bins);
    if (pathSpectrumParameters(row).path !== 'DIRECTION') return [];
    return directionSpectra(context.results, row, await namedDataset(context.loaders, row.datasetId), estimator, bins);
  }
}
