import type { MeasurementRow } from '@passband/store';
import type { Context } from '../graphql/context.ts';
import { storeId } from '../graphql/global-id.ts';
import { refused } from '../graphql/refusal.ts';
import { measurementSource, type PathSpectrumSource } from '../graphql/sources.ts';
import { pathSpectrumParameters } from '../measurements/parameters.ts';

/** The path spectrum of an id that was given in an argument of this name. */
export async function givenPathSpectrum(
  argument: string,
  id: string,
  loaders: Context['loaders'],
): Promise<PathSpectrumSource> {
  const known = storeId('measurement', id);
  const row = known === null ? null : await loaders.measurements.load(known);
  if (!row) throw refused(`${argument} must be ids of measurements; got ${JSON.stringify(id)}`, 'NOT_FOUND');
  const source = measurementSource(row);
  if (source.__typename !== 'PathSpectrumMeasurement')
    throw refused(`${argument} must be path spectra; ${id} is ${row.method}`);
  return source;
}

/** How far apart its samples are, in words. */
export function samplingOf(row: MeasurementRow): string {
  const { step, samples } = pathSpectrumParameters(row);
  if (samples === null) return `step ${step}`;
  const many = `${samples} sample${samples === 1 ? '' : 's'}`;
  return step === null ? many : `${many} ${step} apart`;
}
