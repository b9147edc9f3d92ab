import type { SpectrumEstimator } from './spectrum.ts';

/**
 * What the cutoff of a high-frequency fraction counts in. SHARE_OF_BINS is the published one and jumps with the number of
 * samples; CYCLES_PER_DISTANCE compares paths of different lengths.
 */
export type CutoffUnit = 'SHARE_OF_BINS' | 'CYCLES_PER_DISTANCE';

/** Which fraction is meant, and, for cycles per distance, where the spectrum's bins are. */
export interface FractionOptions {
  readonly estimator: SpectrumEstimator;
  /** Share of the bins, 0 to 1, or cycles per unit distance, from 0. */
  readonly cutoff: number;
  readonly cutoffUnit: CutoffUnit;
  /** Number of samples n of the path. */
  readonly samples: number;
  /** Distance between samples; with a fixed number of samples the path's own, length / samples. */
  readonly step: number;
}

/** High-frequency fraction of a path's spectrum, 0 ... 1, by the rule of its cutoff's unit; 0 of a path without samples. */
export function fraction(spectrum: ArrayLike<number>, options: FractionOptions): number {
  const { estimator, cutoff, cutoffUnit, samples, step } = options;
  if (cutoffUnit === 'SHARE_OF_BINS') return highFrequencyFraction(spectrum, cutoff, estimator);
  return fractionAbove(spectrum, binSpacing(samples, step, estimator), cutoff);
}

/** Distance of a spectrum's bins in cycles per unit distance: 1 / (n step); MIRRORED 1 / (2 n step). */
export function binSpacing(samples: number, step: number, estimator: SpectrumEstimator): number {
  return 1 / ((estimator === 'MIRRORED' ? 2 : 1) * samples * step);
}

/**
 * Share of a spectrum f at and above bin ceil(cutoff * len(f)), the zero frequency counted in the total: the published
 * high-frequency fraction. The top bin is left out of the numerator for PERIODOGRAM and DISTANCE_POWER, as published,
 * and not for MIRRORED. 0 where the spectrum is. RangeError for a cutoff that is not in 0 ... 1.
 */
export function highFrequencyFraction(
  spectrum: ArrayLike<number>,
  cutoff: number,
  estimator: SpectrumEstimator,
): number {
  if (!(cutoff >= 0 && cutoff <= 1))
    throw new RangeError(`a cutoff as a share of bins must be from 0 to 1; got ${cutoff}`);
  const first = Math.ceil(cutoff * spectrum.length);
  const end = estimator === 'MIRRORED' ? spectrum.length : spectrum.length - 1;
  let total = 0;
  let high = 0;
  for (let k = 0; k < spectrum.length; k++) {
    total += spectrum[k]!;
    if (k >= first && k < end) high += spectrum[k]!;
  }
  return total > 0 ? high / total : 0;
}

/**
 * Share of a spectrum f at and above `cutoff` cycles per unit distance. Bin k stands for the band from (k - 1/2) spacing to
 * (k + 1/2) spacing and counts by the part of it that lies above, so that nothing jumps with the number of samples.
 * spacing: see `binSpacing`. 0 where the spectrum is. RangeError for a negative cutoff or a spacing not above 0.
 */
export function fractionAbove(spectrum: ArrayLike<number>, spacing: number, cutoff: number): number {
  if (!(cutoff >= 0)) throw new RangeError(`a cutoff in cycles per distance must not be negative; got ${cutoff}`);
  if (!(spacing > 0)) throw new RangeError(`the spacing of bins must be above 0; got ${spacing}`);
  const cutoffInBins = cutoff / spacing;
  let total = 0;
  let high = 0;
  for (let k = 0; k < spectrum.length; k++) {
    total += spectrum[k]!;
    high += Math.min(1, Math.max(0, k + 0.5 - cutoffInBins)) * spectrum[k]!;
  }
  return total > 0 ? high / total : 0;
}
