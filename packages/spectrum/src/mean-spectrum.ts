import { MINIMUM_SAMPLES } from './linear-path.ts';
import { type SpectrumEstimator, spectrumLength } from './spectrum.ts';
import { boundsQuantile } from './student.ts';

/** A scope's or a group's spectrum on one axis; bounds null where there are none. */
export interface MeanSpectrum {
  /** Cycles per unit distance; with a fixed number of samples, cycles per path. */
  frequency: Float64Array;
  mean: Float64Array;
  lower: Float64Array | null;
  upper: Float64Array | null;
  pathCount: number;
}

/**
 * The axis of mean spectra: 0 ... 1 / (2 step) in `bins` equal steps. With a fixed number of samples pass
 * step = 1 / samples, and it is in cycles per path, 0 ... samples / 2. RangeError unless bins is a whole number from 1.
 */
export function frequencyAxis(step: number, bins: number): Float64Array {
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`bins must be a whole number from 1; got ${bins}`);
  const highest = 0.5 / step;
  const axis = new Float64Array(bins);
  for (let k = 1; k < bins; k++) axis[k] = k === bins - 1 ? highest : k * (highest / (bins - 1));
  return axis;
}

/**
 * One path's spectrum as amplitudes on the axis of mean spectra: divided by its number of samples (MIRRORED: by twice that),
 * then read off by linear interpolation; past the last bin of the path its last value counts. A row [bins].
 * RangeError for a path of fewer than 4 samples, which is in no mean, and a spectrum that is not as long as its estimator's.
 */
export function resampleSpectrum(
  spectrum: ArrayLike<number>,
  samples: number,
  estimator: SpectrumEstimator,
  step: number,
  bins: number,
): Float64Array {
  if (samples < MINIMUM_SAMPLES) throw new RangeError(`a path in a mean needs at least 4 samples; got ${samples}`);
  if (spectrum.length !== spectrumLength(samples, estimator)) {
    throw new RangeError(
      `a spectrum of ${samples} samples has ${spectrumLength(samples, estimator)} values; got ${spectrum.length}`,
    );
  }
  const length = estimator === 'MIRRORED' ? 2 * samples : samples;
  const last = spectrum.length - 1;
  // Bin k of the path is at k / (length step), so that the axis' place x is at bin x length step.
  const row = frequencyAxis(step, bins);
  for (let k = 0; k < bins; k++) {
    const place = row[k]! * length * step;
    const below = Math.floor(place);
    const low = spectrum[below]!;
    row[k] = (below >= last ? spectrum[last]! : low + (place - below) * (spectrum[below + 1]! - low)) / length;
  }
  return row;
}

/** Mean and variance of a group's rows bin by bin, a row at a time (Welford). */
export class GroupSpectrum {
  count = 0;
  readonly mean: Float64Array;
  /** Sums of squared deviations. */
  readonly squares: Float64Array;

  constructor(bins: number) {
    this.mean = new Float64Array(bins);
    this.squares = new Float64Array(bins);
  }

  /** A path's row of `resampleSpectrum`. RangeError where it is not as long as the others. */
  add(row: ArrayLike<number>): void {
    if (row.length !== this.mean.length)
      throw new RangeError(`rows must have ${this.mean.length} bins; got ${row.length}`);
    this.count++;
    for (let k = 0; k < row.length; k++) {
      const before = row[k]! - this.mean[k]!;
      this.mean[k]! += before / this.count;
      this.squares[k]! += before * (row[k]! - this.mean[k]!);
    }
  }
}

/**
 * The spectrum of a scope from its groups', bin by bin as `scopeEstimate`: each group weighs the same, bounds by Student's t
 * with sum (n_g - 1) degrees of freedom, none where a group has one path only. Of one group it is that group's own.
 * Groups are taken one after another and not kept. Null where there is no path.
 */
export function scopeMeanSpectrum(groups: Iterable<GroupSpectrum>, frequency: Float64Array): MeanSpectrum | null {
  const mean = new Float64Array(frequency.length);
  const squaredErrors = new Float64Array(frequency.length);
  let groupCount = 0;
  let pathCount = 0;
  let smallestGroup = Infinity;
  for (const group of groups) {
    if (group.count === 0) continue;
    groupCount++;
    pathCount += group.count;
    smallestGroup = Math.min(smallestGroup, group.count);
    for (let k = 0; k < frequency.length; k++) {
      mean[k]! += group.mean[k]!;
      squaredErrors[k]! += group.squares[k]! / (group.count - 1) / group.count;
    }
  }
  if (groupCount === 0) return null;
  for (let k = 0; k < mean.length; k++) mean[k]! /= groupCount;
  if (smallestGroup < 2) return { frequency, mean, lower: null, upper: null, pathCount };
  const quantile = boundsQuantile(pathCount - groupCount);
  const half = squaredErrors.map((squares) => (quantile * Math.sqrt(squares)) / groupCount);
  return {
    frequency,
    mean,
    lower: mean.map((m, k) => m - half[k]!),
    upper: mean.map((m, k) => m + half[k]!),
    pathCount,
  };
}
