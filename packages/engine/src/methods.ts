import { evaluation } from './evaluation.ts';
import { fourierHeatMap } from './fourier-heat-map.ts';
import { jacobianNorm } from './jacobian-norm.ts';
import type { MeasurementMethod } from './measurement-method.ts';
import { noiseFitting } from './noise-fitting.ts';
import { pathSpectrum } from './path-spectrum.ts';
import type { Method } from './shard.ts';

/** Every method that exists. The compiler lists whichever is missing. */
export const methods: { readonly [M in Method]: MeasurementMethod<M> } = {
  PATH_SPECTRUM: pathSpectrum,
  EVALUATION: evaluation,
  JACOBIAN_NORM: jacobianNorm,
  FOURIER_HEAT_MAP: fourierHeatMap,
  NOISE_FITTING: noiseFitting,
};
