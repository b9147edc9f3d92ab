import { type CutoffUnit, Path, PathSpectrum, type SpectrumEstimator } from '@passband/schema';
import { fraction } from '@passband/spectrum';
import type { DatasetRow, MeasurementRow, PathRow } from '@passband/store';
import { FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { globalId } from '../graphql/global-id.ts';
import { classOf, imageOf, type PathSource } from '../graphql/sources.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { axisOf, stepOf } from '../measurements/sampling.ts';
import { directionOf } from './directions.ts';
import { CutoffArg, CutoffUnitArg, checkFraction, EstimatorArg } from './path-arguments.ts';

/** A stored path as clients see it. Its ends are of its group's classes: a path starts in the first. */
export function pathSource(row: PathRow, measurement: MeasurementRow, dataset: DatasetRow): PathSource {
  const direction =
    row.direction === undefined ? null : pathSpectrumParameters(measurement).directions?.[row.direction];
  const { samples, length, consistentDistance } = row;
  return {
    id: globalId('path', row.id),
    imageA: imageOf(dataset, row.imageA, row.classA),
    imageB: row.imageB === null ? null : imageOf(dataset, row.imageB, row.classB),
    direction: direction ? directionOf(direction, dataset) : null,
    ...{ samples, length, consistentDistance },
    mostLikely: row.mostLikely.map((run) => ({ class: classOf(dataset, run.classIndex), samples: run.samples })),
    curves:
      row.curves?.map((curve) => ({
        class: classOf(dataset, curve.classIndex),
        probability: [...curve.probability],
      })) ?? null,
    row,
    measurement,
  };
}

@Resolver(() => Path)
export class PathResolver {
  @FieldResolver(() => Float, { description: 'Share of its spectrum at and above the cutoff, 0 to 1.' })
  highFrequencyFraction(
    @Root() { row, measurement }: PathSource,
    @CutoffArg() cutoff: number,
    @CutoffUnitArg() cutoffUnit: CutoffUnit,
    @EstimatorArg() estimator: SpectrumEstimator,
  ): number {
    const choice = checkFraction({ estimator, cutoff, cutoffUnit }, measurement);
    return fraction(row.spectra[estimator], { ...choice, samples: row.samples, step: stepOf(measurement, row) });
  }

  @FieldResolver(() => PathSpectrum, { description: 'Its spectrum. Empty where it has no samples.' })
  spectrum(@Root() { row, measurement }: PathSource, @EstimatorArg() estimator: SpectrumEstimator): PathSpectrum {
    const { frequencyUnit, step } = axisOf(measurement);
    const length = (estimator === 'MIRRORED' ? 2 : 1) * row.samples;
    const spacing = 1 / (length * step);
    const values = [...row.spectra[estimator]];
    return {
      frequencyUnit,
      frequency: values.map((_, bin) => bin * spacing),
      magnitude: values.map((value) => value / length),
    };
  }
}
