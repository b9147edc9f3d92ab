import { PathScope, type Spectrum, type SpectrumEstimator, SpectrumSet } from '@passband/schema';
import { frequencyAxis } from '@passband/spectrum';
import type { DatasetRow } from '@passband/store';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { refused } from '../graphql/refusal.ts';
import { classOf } from '../graphql/sources.ts';
import { type Parametrised, pathSpectrumParameters } from '../measurements/parameters.ts';
import { axisOf } from '../measurements/sampling.ts';
import { packed } from '../results/packed.ts';
import type { ScopeSpectrum } from '../results/spectra.ts';
import { givenPathSpectrum, samplingOf } from './given-measurements.ts';
import { BinsArg, checkBins, EstimatorArg } from './path-arguments.ts';

const MOST_ROWS = 1000;

/**
 * A mean spectrum as clients see it; numbers as a list or packed are made once they are asked for, since hardly anyone asks for
 * both. Paths along directions join nothing: they have no scope.
 */
export function spectrumOf(
  row: Parametrised,
  dataset: DatasetRow,
  { scope, group, spectrum }: ScopeSpectrum,
): Spectrum {
  const alongDirections = pathSpectrumParameters(row).path === 'DIRECTION';
  return {
    scope: alongDirections ? null : scope,
    classA: group && classOf(dataset, group.classA),
    classB: group && classOf(dataset, group.classB),
    pathCount: spectrum.pathCount,
    frequencyUnit: axisOf(row).frequencyUnit,
    get frequency() {
      return [...spectrum.frequency];
    },
    get magnitude() {
      return [...spectrum.mean];
    },
    get lower() {
      return spectrum.lower && [...spectrum.lower];
    },
    get upper() {
      return spectrum.upper && [...spectrum.upper];
    },
    get packed() {
      return packedSpectrum(spectrum);
    },
  };
}

@Resolver()
export class SpectraResolver {
  @Query(() => SpectrumSet, {
    description:
      'Curves of many path spectra in one request, on one axis: their unit of frequency and distance between samples must be equal.',
  })
  async spectra(
    @Ctx() { loaders, results }: Context,
    @Arg('measurements', () => [ID], { description: 'Whose, up to 1,000.' }) measurements: string[],
    @Arg('scope', () => PathScope, { description: 'Of this scope.' }) scope: PathScope,
    @EstimatorArg() estimator: SpectrumEstimator,
    @BinsArg() bins: number,
  ): Promise<SpectrumSet> {
    checkBins(bins);
    if (measurements.length > MOST_ROWS)
      throw refused(`measurements must be at most ${MOST_ROWS}; got ${measurements.length}`);
    const sources = await Promise.all(measurements.map((id) => givenPathSpectrum('measurements', id, loaders)));
    const [first] = sources;
    if (!first) return { frequency: [], rows: [] };
    const { step, frequencyUnit } = axisOf(first.row);
    const other = sources.find(({ row }) => axisOf(row).step !== step || axisOf(row).frequencyUnit !== frequencyUnit);
    if (other)
      throw refused(
        `measurements on one axis must have equal step and samples; ${first.id} has ${samplingOf(first.row)}, ${other.id} ${samplingOf(other.row)}`,
      );
    const none = new Array<null>(3 * bins).fill(null);
    const rows = [];
    // One after another: each may stream many paths, and what is finished is kept for the next time.
    for (const measurement of sources) {
      const choice = { estimator, bins, scope, rows: 'SCOPE' as const, rounds: null };
      const [own] = await results.spectra(measurement.row, choice);
      rows.push({ measurement, packed: own ? packedSpectrum(own.spectrum) : packed(none) });
    }
    return { frequency: [...frequencyAxis(step, bins)], rows };
  }
}

function packedSpectrum({ mean, lower, upper }: ScopeSpectrum['spectrum']): string {
  const none = new Array<null>(mean.length).fill(null);
  return packed([...mean, ...(lower ?? none), ...(upper ?? none)]);
}
