import type { MeasurementMethod } from './measurement-method.ts';
import { decodePaths, encodePaths } from './path-spectrum/encoding.ts';
import { parsePathSpectrumParameters } from './path-spectrum/parameters.ts';
import { planPathSpectrum } from './path-spectrum/plan.ts';
import { runPathSpectrum } from './path-spectrum/run.ts';

/**
 * Path spectrum: class probabilities along straight lines between images of one class and of two, and their spectra by
 * three estimators. Round k holds the k-th pair of every group.
 */
export const pathSpectrum: MeasurementMethod<'PATH_SPECTRUM'> = {
  parseParameters: parsePathSpectrumParameters,
  plan: planPathSpectrum,
  run: runPathSpectrum,
  encode: encodePaths,
  decode: decodePaths,
};
