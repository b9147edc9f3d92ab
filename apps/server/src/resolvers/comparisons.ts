import { Comparison, type CutoffUnit, PathScope, type RatioSpectrum, SpectrumEstimator } from '@passband/schema';
import type { SpectrumRatio } from '@passband/spectrum';
import type { DatasetRow, MeasurementRow } from '@passband/store';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { namedDataset } from '../graphql/loaders.ts';
import { refused } from '../graphql/refusal.ts';
import { classOf, type PathSpectrumSource } from '../graphql/sources.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { axisOf } from '../measurements/sampling.ts';
import type { PathComparison } from '../results/comparisons.ts';
import { PUBLISHED } from '../results/path-results.ts';
import { givenPathSpectrum, samplingOf } from './given-measurements.ts';
import { BinsArg, CutoffArg, CutoffUnitArg, checkBins, checkFraction } from './path-arguments.ts';

const MOST_OTHERS = 100;
/** Bins of all rows together. */
const MOST_BINS = 250_000;

@Resolver()
export class ComparisonsResolver {
  @Query(() => [Comparison], {
    description:
      'Each of others minus reference over the paths that both measured (same images): paired. Measurements of equal dataset, path kind, step and samples, for AMPLITUDE and PHASE of equal window too, else an error of code INVALID. A row for each of others, scope and estimator, in the order asked for.',
  })
  async comparisons(
    @Ctx() { loaders, results }: Context,
    @Arg('reference', () => ID, { description: 'The path spectrum that is subtracted.' }) reference: string,
    @Arg('others', () => [ID], { description: 'The path spectra that it is subtracted from, up to 100.' })
    others: string[],
    @Arg('scopes', () => [PathScope], {
      nullable: true,
      defaultValue: ['WITHIN_CLASS', 'BETWEEN_CLASS'],
      description: 'Over paths of these scopes, a row each.',
    })
    scopes: PathScope[],
    @Arg('estimators', () => [SpectrumEstimator], {
      nullable: true,
      defaultValue: ['PERIODOGRAM', 'MIRRORED'],
      description: 'How spectra are estimated, a row each.',
    })
    estimators: SpectrumEstimator[],
    @CutoffArg() cutoff: number,
    @CutoffUnitArg() cutoffUnit: CutoffUnit,
    @BinsArg() bins: number,
  ): Promise<Comparison[]> {
    const choice = { scopes: [...new Set(scopes)], estimators: [...new Set(estimators)], cutoff, cutoffUnit, bins };
    checkBins(bins);
    checkSize(others.length, others.length * choice.scopes.length * choice.estimators.length * bins);
    const [first, ...rest] = await Promise.all(
      [reference, ...others].map((id) => givenPathSpectrum('reference and others', id, loaders)),
    );
    if (!first) return [];
    for (const other of rest) checkComparable(first, other);
    checkFraction({ ...PUBLISHED, cutoff, cutoffUnit }, first.row);
    const dataset = await namedDataset(loaders, first.row.datasetId);
    const rows = await results.comparisons(
      first.row,
      rest.map(({ row }) => row),
      choice,
    );
    return rest.flatMap((other, k) =>
      (rows[k] ?? []).map((row) => ({ reference: first, other, ...comparisonOf(row, first.row, dataset) })),
    );
  }
}

function checkSize(others: number, bins: number): void {
  if (others > MOST_OTHERS) throw refused(`others must be at most ${MOST_OTHERS}; got ${others}`);
  if (bins > MOST_BINS)
    throw refused(`others, scopes, estimators and bins may make at most ${MOST_BINS} numbers; got ${bins}`);
}

function checkComparable(reference: PathSpectrumSource, other: PathSpectrumSource): void {
  if (other.row.datasetId !== reference.row.datasetId)
    throw refused(`measurements to compare must be of one dataset; those of ${reference.id} and ${other.id} differ`);
  const [wanted, got] = [pathsOf(reference.row), pathsOf(other.row)];
  if (wanted !== got)
    throw refused(
      `measurements to compare must have equal kind of path, step and samples; ${reference.id} has ${wanted}, ${other.id} ${got}`,
    );
}

/** What kind of paths they are, in words that are equal where they are. */
function pathsOf(row: MeasurementRow): string {
  const { path, window } = pathSpectrumParameters(row);
  return `${path}, ${samplingOf(row)}${window === undefined ? '' : `, window ${window}`}`;
}

/** A comparison as clients see it. Groups of paths along directions are not of classes alone: they are no rows. */
function comparisonOf(
  { groups, ratio, ...row }: PathComparison,
  reference: MeasurementRow,
  dataset: DatasetRow,
): Omit<Comparison, 'reference' | 'other'> {
  const alongDirections = pathSpectrumParameters(reference).path === 'DIRECTION';
  return {
    ...row,
    groups: (alongDirections ? [] : groups).map(({ group, ...own }) => ({
      ...own,
      classA: classOf(dataset, group.classA),
      classB: classOf(dataset, group.classB),
    })),
    ratio: ratio && ratioOf(ratio, reference),
  };
}

function ratioOf({ frequency, ratio, lower, upper }: SpectrumRatio, reference: MeasurementRow): RatioSpectrum {
  const none = frequency.map(() => Number.NaN);
  return {
    frequencyUnit: axisOf(reference).frequencyUnit,
    frequency: [...frequency],
    ratio: known(ratio),
    lower: known(lower ?? none),
    upper: known(upper ?? none),
  };
}

/** NaN as null: JSON has none. */
const known = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));
