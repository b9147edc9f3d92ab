import { directionFrequency, type Direction as EngineDirection } from '@passband/engine';
import { type CutoffUnit, type Direction, DirectionSpectrum, Estimate, type SpectrumEstimator } from '@passband/schema';
import type { DatasetRow, MeasurementRow } from '@passband/store';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import type { PathResults } from '../results/path-results.ts';
import { CutoffArg, CutoffUnitArg, checkFraction } from './path-arguments.ts';
import { spectrumOf } from './spectra.ts';

/** A direction of a measurement, with what its mean is computed from when it is asked for. */
type DirectionSource = DirectionSpectrum & { measurement: MeasurementRow; place: number; estimator: SpectrumEstimator };

/** A direction as clients see it: a cell of the shifted 2-D DFT has an image frequency. */
export function directionOf(direction: EngineDirection, { imageShape }: DatasetRow): Direction {
  return { ...direction, imageFrequency: directionFrequency(direction, imageShape ?? []) };
}

/** One row a direction of which paths are stored, in the order of the measurement's list. */
export async function directionSpectra(
  results: PathResults,
  row: MeasurementRow,
  dataset: DatasetRow,
  estimator: SpectrumEstimator,
  bins: number,
): Promise<DirectionSource[]> {
  const { directions = [] } = pathSpectrumParameters(row);
  const spectra = await results.spectra(row, { estimator, bins, scope: null, rows: 'DIRECTION', rounds: null });
  return directions.flatMap((direction, place) => {
    const own = spectra.find(({ group }) => group?.direction === place);
    if (!own) return [];
    const spectrum = spectrumOf(row, dataset, { ...own, group: null });
    return [{ direction: directionOf(direction, dataset), spectrum, measurement: row, place, estimator }];
  });
}

@Resolver(() => DirectionSpectrum)
export class DirectionSpectrumResolver {
  @FieldResolver(() => Estimate, {
    nullable: true,
    description:
      'Share of the spectra along it at and above the cutoff, 0 to 1: mean over classes, each weighing the same.',
  })
  highFrequencyFraction(
    @Root() { measurement, place, estimator }: DirectionSource,
    @Ctx() { results }: Context,
    @CutoffArg() cutoff: number,
    @CutoffUnitArg() cutoffUnit: CutoffUnit,
  ): Promise<Estimate | null> {
    return results.directionFraction(measurement, place, checkFraction({ estimator, cutoff, cutoffUnit }, measurement));
  }
}
