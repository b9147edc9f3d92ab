import type { PathSpectrumParameters } from '@passband/engine';
import type { MeasurementRow } from '@passband/store';

const parsed = new WeakMap<MeasurementRow, PathSpectrumParameters>();

/** The parameters that a path spectrum was started with: canonical JSON that this server wrote. */
export function pathSpectrumParameters(row: MeasurementRow): PathSpectrumParameters {
  const known = parsed.get(row);
  if (known) return known;
  const parameters: PathSpectrumParameters = JSON.parse(row.parameters);
  parsed.set(row, parameters);
  return parameters;
}
