import { PathScope, type Spectrum, type SpectrumEstimator, SpectrumSet } from '@passband/schema';
import { frequencyAxis } from '@passband/spectrum';
import type { DatasetRow, MeasurementRow } from '@passband/store';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { refused } from '../graphql/refusal.ts';
import { classOf, measurementSource, type PathSpectrumSource } from '../graphql/sources.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';
import { packed } from '../results/packed.ts';
import { samplingStep } from '../results/path-results.ts';
import type { ScopeSpectrum } from '../results/spectra.ts';
import { BinsArg, checkBins, EstimatorArg } from './path-arguments.ts';

const MOST_ROWS = 1000;

export function spectrumOf(
  row: MeasurementRow,
  dataset: DatasetRow,
  { scope, group, spectrum }: ScopeSpectrum,
): Spectrum {
  const { frequency, mean, lower, upper, pathCount } = spectrum;
  return {
    scope,
    classA: group && classOf(dataset, group.classA),
    classB: group && classOf(dataset, group.classB),
    pathCount,
    frequencyUnit: unitOf(row),
    frequency: [...frequency],
    magnitude: [...mean],
    lower: lower && [...lower],
    upper: upper && [...upper],
    packed: packedSpectrum(spectrum),
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
    const sources = await Promise.all(measurements.map((id) => pathSpectrum(id, loaders)));
    const [first] = sources;
    if (!first) return { frequency: [], rows: [] };
    const step = samplingStep(first.row);
    const other = sources.find(({ row }) => samplingStep(row) !== step || unitOf(row) !== unitOf(first.row));
    if (other)
      throw refused(
        `measurements on one axis must have equal step and samples; ${first.id} has ${samplingOf(first.row)}, ${other.id} ${samplingOf(other.row)}`,
      );
    const none = new Array<null>(3 * bins).fill(null);
    const rows = [];
    // One after another: each may stream many paths, and what is finished is kept for the next time.
    for (const measurement of sources) {
      const choice = { estimator, bins, scope, byClassPair: false, rounds: null };
      const [own] = await results.spectra(measurement.row, choice);
      rows.push({ measurement, packed: own ? packedSpectrum(own.spectrum) : packed(none) });
    }
    return { frequency: [...frequencyAxis(step, bins)], rows };
  }
}

async function pathSpectrum(id: string, loaders: Context['loaders']): Promise<PathSpectrumSource> {
  const known = storeId('measurement', id);
  const row = known === null ? null : await loaders.measurements.load(known);
  if (!row) throw refused(`measurements must be ids of measurements; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  const source = measurementSource(row);
  if (source.__typename !== 'PathSpectrumMeasurement')
    throw refused(`measurements must be path spectra; ${id} is ${row.method}`);
  return source;
}

function packedSpectrum({ mean, lower, upper }: ScopeSpectrum['spectrum']): string {
  const none = new Array<null>(mean.length).fill(null);
  return packed([...mean, ...(lower ?? none), ...(upper ?? none)]);
}

function unitOf(row: MeasurementRow): 'CYCLES_PER_PATH' | 'CYCLES_PER_DISTANCE' {
  return pathSpectrumParameters(row).samples === null ? 'CYCLES_PER_DISTANCE' : 'CYCLES_PER_PATH';
}

function samplingOf(row: MeasurementRow): string {
  const { step, samples } = pathSpectrumParameters(row);
  return samples === null ? `step ${step}` : `${samples} samples`;
}
