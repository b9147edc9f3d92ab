import type {
  FourierHeatMapParameters,
  JacobianNormParameters,
  NoiseFittingParameters,
  PathSpectrumParameters,
} from '@passband/engine';
import type { MeasurementRow } from '@passband/store';

/** What is known of a training that was done elsewhere: its noise. */
export type RecordedNoiseFitting = Pick<
  NoiseFittingParameters,
  'noise' | 'direction' | 'frequency' | 'amplitude' | 'onlyClass' | 'seed'
> & { architecture: string | null };

/** What of a measurement's row its parameters are read from. */
export type Parametrised = Pick<MeasurementRow, 'parameters'>;

/** The parameters that a measurement was started with: canonical JSON that this server wrote, parsed once a row. */
function reader<Parameters>(): (row: Parametrised) => Parameters {
  const parsed = new WeakMap<Parametrised, Parameters>();
  return (row) => {
    const known = parsed.get(row);
    if (known) return known;
    const parameters: Parameters = JSON.parse(row.parameters);
    parsed.set(row, parameters);
    return parameters;
  };
}

export const pathSpectrumParameters = reader<PathSpectrumParameters>();
export const jacobianNormParameters = reader<JacobianNormParameters>();
export const fourierHeatMapParameters = reader<FourierHeatMapParameters>();
export const noiseFittingParameters = reader<RecordedNoiseFitting & Partial<NoiseFittingParameters>>();
