/** How a path is sampled: every `step` units of distance, or by a fixed number of samples. */
export type Sampling = { readonly step: number } | { readonly samples: number };

/** Paths of fewer samples have no spectrum worth a mean: they are listed and counted, and are in no mean. */
export const MINIMUM_SAMPLES = 4;

/**
 * Number of samples of a linear path of this length d, the end point not included: ceil(d / step), or the fixed number.
 * None where the two images are identical (d = 0). RangeError for a step that is not above 0, a number of samples that
 * is not a whole number from 1, a length that is negative or not finite.
 */
export function pathSampleCount(length: number, sampling: Sampling): number {
  if (!(length >= 0 && length < Infinity))
    throw new RangeError(`a path's length must be finite and not negative; got ${length}`);
  checkSampling(sampling);
  if (length === 0) return 0;
  return 'samples' in sampling ? sampling.samples : Math.ceil(length / sampling.step);
}

/**
 * Where the samples of a linear path are, in distance from its start: t_k = k * step for t_k < d, or, with a fixed number
 * of samples, k * (d / samples). The weight of the path's end in sample k is t_k / d.
 */
export function pathPositions(length: number, sampling: Sampling): Float64Array {
  const count = pathSampleCount(length, sampling);
  const step = 'samples' in sampling ? length / sampling.samples : sampling.step;
  return Float64Array.from({ length: count }, (_, k) => k * step);
}

function checkSampling(sampling: Sampling): void {
  if ('samples' in sampling) {
    if (Number.isInteger(sampling.samples) && sampling.samples >= 1) return;
    throw new RangeError(`samples a path must be a whole number from 1; got ${sampling.samples}`);
  }
  if (sampling.step > 0 && sampling.step < Infinity) return;
  throw new RangeError(`the step must be above 0 and finite; got ${sampling.step}`);
}
