/** A grey image [height, width] as one [height, width, channels], the same in every channel. */
export function inEveryChannel(grey: Float64Array, channels: number): Float64Array {
  return Float64Array.from({ length: grey.length * channels }, (_, k) => grey[Math.floor(k / channels)]!);
}
