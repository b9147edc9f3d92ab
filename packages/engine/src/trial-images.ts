/** Images of the trial run that finds out the number of classes and whether the output is probabilities. */
export const TRIAL_IMAGES = 4;

/**
 * Fixed values from 0 to `largestPixel` that networks are tried on, the same for every shard of a measurement: multiples of
 * the golden ratio modulo 1 spread over the range.
 */
export function trialImages(values: number, largestPixel: number): Float32Array {
  return Float32Array.from({ length: values }, (_, k) => ((k * 0.6180339887498949) % 1) * largestPixel);
}
